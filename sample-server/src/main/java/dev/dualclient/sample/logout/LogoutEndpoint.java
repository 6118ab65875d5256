package dev.dualclient.sample.logout;

import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.Login;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The logout endpoint, to which clients send their users (RP-Initiated Logout section 2). */
@Controller
final class LogoutEndpoint {

    private static final String PATH = "/api/logout";
    private static final String WAITING = LogoutEndpoint.class.getName();

    private final LogoutHandler logout = new SecurityContextLogoutHandler();
    private final LogoutRules rules;

    LogoutEndpoint(LogoutRules rules) {
        this.rules = rules;
    }

    @GetMapping(PATH)
    Object get(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        return leave(http, response, user);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Object post(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        return leave(http, response, user);
    }

    /** Anybody can make a browser come here, so a user whom the request does not prove to know is asked first. */
    private Object leave(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        LogoutRequest request = LogoutRequest.of(http.getParameterMap());
        String meant = rules.check(request);
        Login login = Login.of(user);
        if (login == null || login.subject().equals(meant)) {
            return left(http, response, user, request.location());
        }
        http.getSession().setAttribute(WAITING, request.location() == null ? "" : request.location());
        return new ModelAndView("logout", "asking", true);
    }

    /** Takes the word of the user who was asked. */
    @PostMapping("/api/logout/confirmed")
    Object confirmed(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        HttpSession session = http.getSession(false);
        Object waiting = session == null ? null : session.getAttribute(WAITING);
        return left(http, response, user, waiting instanceof String location && !location.isEmpty() ? location : null);
    }

    @ExceptionHandler
    ModelAndView refused(BadLogoutException refusal) {
        return Failure.of(HttpStatus.BAD_REQUEST, "invalid_request", String.valueOf(refusal.getMessage()))
                .page();
    }

    private Object left(
            HttpServletRequest http,
            HttpServletResponse response,
            @Nullable Authentication user,
            @Nullable String location) {
        logout.logout(http, response, user);
        return location == null ? new ModelAndView("logout", "asking", false) : Replies.location(location);
    }
}
