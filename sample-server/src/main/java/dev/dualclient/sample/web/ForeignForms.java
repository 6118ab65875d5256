package dev.dualclient.sample.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses the forms of other sites before anything begins a session for them, which would replace the user's own: even
 * the check for forged requests does.
 */
final class ForeignForms extends OncePerRequestFilter {

    private final RequestMatcher welcome;

    /**
     * Creates the filter.
     *
     * @param welcome where other sites may send their users by POST
     */
    ForeignForms(RequestMatcher welcome) {
        this.welcome = welcome;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SameSiteStep.isNeeded(request) && !welcome.matches(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
        } else {
            chain.doFilter(request, response);
        }
    }
}
