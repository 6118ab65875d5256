package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** The redirections around the login page. */
final class UserLogin
        implements AuthenticationEntryPoint,
                AuthenticationSuccessHandler,
                AuthenticationFailureHandler,
                AccessDeniedHandler {

    private final RedirectStrategy redirect = new DefaultRedirectStrategy();

    /** Sends a user who has to log in to the login page. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException needed)
            throws IOException {
        if (MachineEndpoints.serve(request)) { // none of them asks for a login, so this is no address of one
            response.sendError(HttpStatus.NOT_FOUND.value());
            return;
        }
        redirect.sendRedirect(request, response, Continuation.to(request).login(null));
    }

    /** Sends a user who has logged in to where the login page was to lead. */
    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        redirect.sendRedirect(request, response, Continuation.of(request).path());
    }

    /** Shows the login page again. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof TooManyAttemptsException tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
            response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
            return;
        }
        redirect.sendRedirect(request, response, Continuation.of(request).login("error"));
    }

    /**
     * Answers a form that does not belong to the session. For a login form the reason is often that the same user has
     * logged in in another tab, which began a new session; then there is nothing left to do here.
     */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        if (!isLoginForm(request)) {
            boolean unknown = MachineEndpoints.serve(request);
            response.sendError(unknown ? HttpStatus.NOT_FOUND.value() : HttpStatus.FORBIDDEN.value());
            return;
        }
        Continuation continuation = Continuation.of(request);
        boolean loggedIn = Login.of(SecurityContextHolder.getContext().getAuthentication()) != null;
        redirect.sendRedirect(request, response, loggedIn ? continuation.path() : continuation.login("stale"));
    }

    private static boolean isLoginForm(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod())
                && request.getRequestURI().equals(request.getContextPath() + LoginPage.PATH);
    }
}
