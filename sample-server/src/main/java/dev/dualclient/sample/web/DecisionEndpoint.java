package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Takes the user's decision from the {@link ConsentPage}. */
@Controller
final class DecisionEndpoint {

    static final String PATH = "/api/authorization/decision";

    private final PendingRequests<PendingAuthorization> pendings;
    private final AuthorizationDecisions decisions;

    DecisionEndpoint(PendingRequests<PendingAuthorization> pendings, AuthorizationDecisions decisions) {
        this.pendings = pendings;
        this.decisions = decisions;
    }

    /**
     * Ends the request. Where no answer came, the page is shown again and the same button can be pressed again.
     *
     * @param choice whether the page let the user choose among the scopes
     * @param scope the scopes that the user has chosen
     */
    @PostMapping(PATH)
    Object decide(
            @RequestParam String request,
            @RequestParam String decision,
            @RequestParam(defaultValue = "false") boolean choice,
            @RequestParam(defaultValue = "") Set<String> scope,
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
            return "redirect:" + ConsentPage.PATH + "?request=" + pending.id();
        }
        List<String> allowed = choice ? pending.chosen(scope) : pending.scopeNames();
        try {
            ResponseEntity<String> reply =
                    decisions.end(session, request, login, decision.equals("authorize") ? allowed : null);
            return reply == null ? ConsentView.gone() : Failure.shown(reply, http, response);
        } catch (AuthleteApiException unanswered) {
            ModelAndView again = ConsentView.again(pending, PATH, unanswered, response);
            return choice ? ConsentView.withChoice(again, Set.copyOf(allowed)) : again;
        }
    }
}
