package dev.dualclient.sample.logout;

import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.Login;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import dev.dualclient.sample.web.SameSiteStep;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    Object post(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user)
            throws IOException {
        return SameSiteStep.isNeeded(http)
                ? SameSiteStep.page(http, RawParameters.ofBody(http))
                : leave(http, response, user);
    }

    /** Anybody can make a browser come here, so a user whom the request does not prove to know is asked first. */
    private Object leave(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        LogoutRequest request = LogoutRequest.of(http.getParameterMap());
        LogoutRules.Checked checked = rules.check(request);
        Login login = Login.of(user);
        if (login == null || login.subject().equals(checked.subject())) {
            return left(http, response, user, request.location());
        }
        // The question carries what was asked, but not the ID token, so that several tabs do not get mixed up.
        ModelAndView question = new ModelAndView("logout", "asking", true);
        question.addObject("clientId", checked.clientId());
        question.addObject("redirectUri", request.redirectUri());
        question.addObject("state", request.state());
        return question;
    }

    /** Takes the word of the user who was asked. */
    @PostMapping("/api/logout/confirmed")
    Object confirmed(HttpServletRequest http, HttpServletResponse response, @Nullable Authentication user) {
        LogoutRequest request = LogoutRequest.of(http.getParameterMap());
        rules.check(request);
        return left(http, response, user, request.location());
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
