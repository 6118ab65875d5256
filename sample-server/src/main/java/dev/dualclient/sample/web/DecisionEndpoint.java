package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Takes the user's decision from the {@link ConsentPage}. */
@Controller
final class DecisionEndpoint {

    static final String PATH = "/api/authorization/decision";

    private final PendingRequests<PendingAuthorization> pendings;
    private final AuthorizationResults results;
    private final Consents consents;
    private final SingleFlight presses;

    DecisionEndpoint(
            PendingRequests<PendingAuthorization> pendings,
            AuthorizationResults results,
            Consents consents,
            SingleFlight presses) {
        this.pendings = pendings;
        this.results = results;
        this.consents = consents;
        this.presses = presses;
    }

    /**
     * Ends the request, which is forgotten only once it has been answered: where no answer came, the page is shown
     * again and the same button can be pressed again.
     */
    @PostMapping(PATH)
    Object decide(
            @RequestParam String request,
            @RequestParam String decision,
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
        try {
            boolean agreed = decision.equals("authorize");
            ResponseEntity<String> reply =
                    presses.run(session.getId() + request, () -> end(session, request, login, agreed));
            return reply == null ? ConsentView.gone() : reply;
        } catch (AuthleteApiException unanswered) {
            return ConsentView.again(pending, PATH, unanswered, response);
        }
    }

    private @Nullable ResponseEntity<String> end(HttpSession session, String request, Login login, boolean agreed) {
        PendingAuthorization pending = pendings.find(session, request);
        if (pending == null) {
            return null;
        }
        ResponseEntity<String> reply = end(pending, login, agreed);
        pendings.remove(session, pending);
        return reply;
    }

    private ResponseEntity<String> end(PendingAuthorization pending, Login login, boolean agreed) {
        Reason objection = agreed ? pending.objectionTo(login) : Reason.DENIED;
        if (objection != null) {
            return results.fail(pending, objection);
        }
        ResponseEntity<String> reply = results.issue(pending, login);
        consents.add(login.subject(), pending.clientId(), pending.scopeNames());
        return reply;
    }
}
