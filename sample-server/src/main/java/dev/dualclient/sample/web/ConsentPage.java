package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a user who has logged in agrees to what a client asks for, or does not. */
@Controller
final class ConsentPage {

    static final String PATH = "/consent";

    private final PendingRequests<PendingAuthorization> pendings;

    ConsentPage(PendingRequests<PendingAuthorization> pendings) {
        this.pendings = pendings;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam String request, HttpServletRequest http, @Nullable Authentication user) {
        HttpSession session = http.getSession(false);
        PendingAuthorization pending = pendings.find(session, request);
        if (pending == null) {
            return ConsentView.gone();
        }
        Login login = Login.of(user);
        if (login == null || !pending.accepts(login)) {
            throw new InsufficientAuthenticationException("the client asks for a newer login");
        }
        return ConsentView.of(pending, DecisionEndpoint.PATH);
    }
}
