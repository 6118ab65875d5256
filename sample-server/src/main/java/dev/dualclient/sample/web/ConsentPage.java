package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
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
    private final GrantedBefore granted;
    private final AuthorizationDecisions decisions;

    ConsentPage(
            PendingRequests<PendingAuthorization> pendings, GrantedBefore granted, AuthorizationDecisions decisions) {
        this.pendings = pendings;
        this.granted = granted;
        this.decisions = decisions;
    }

    /** Shows the page, or ends the request of a user who need not be asked again. */
    @GetMapping(PATH)
    Object show(
            @RequestParam String request,
            HttpServletRequest http,
            HttpServletResponse response,
            @Nullable Authentication user) {
        HttpSession session = http.getSession(false);
        PendingAuthorization pending = pendings.find(session, request);
        if (session == null || pending == null) {
            return ConsentView.gone();
        }
        Login login = Login.of(user);
        if (login == null || !pending.accepts(login)) {
            throw new InsufficientAuthenticationException("the client asks for a newer login");
        }
        if (granted.isEnough(pending, login)) {
            ResponseEntity<String> reply = decisions.end(session, request, login, pending.scopeNames());
            return reply == null ? ConsentView.gone() : Failure.shown(reply, http, response);
        }
        ModelAndView page = ConsentView.of(pending, DecisionEndpoint.PATH);
        return granted.isChoice() ? ConsentView.withChoice(page, granted.ticked(pending, login)) : page;
    }
}
