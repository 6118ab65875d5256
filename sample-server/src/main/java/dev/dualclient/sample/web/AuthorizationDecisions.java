package dev.dualclient.sample.web;

import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Ends authorization requests as their users decide. */
@Component
final class AuthorizationDecisions {

    private final PendingRequests<PendingAuthorization> pendings;
    private final AuthorizationResults results;
    private final Consents consents;
    private final SingleFlight presses;

    AuthorizationDecisions(
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
     * Ends a request, which is forgotten only once it has been answered. Two calls at once get the same reply.
     *
     * @param scopes what the user allows, {@code null} if the user denies the request
     * @return the reply, {@code null} if the request has been answered already
     */
    @Nullable
    ResponseEntity<String> end(HttpSession session, String request, Login login, @Nullable List<String> scopes) {
        return presses.run(session.getId() + request, () -> {
            PendingAuthorization pending = pendings.find(session, request);
            if (pending == null) {
                return null;
            }
            ResponseEntity<String> reply = end(pending, login, scopes);
            pendings.remove(session, pending);
            return reply;
        });
    }

    private ResponseEntity<String> end(PendingAuthorization pending, Login login, @Nullable List<String> scopes) {
        if (scopes == null) {
            return results.fail(pending, Reason.DENIED);
        }
        Reason objection = pending.objectionTo(login);
        if (objection != null) {
            return results.fail(pending, objection);
        }
        ResponseEntity<String> reply = results.issue(pending, login, scopes);
        consents.add(login.subject(), pending.clientId(), scopes);
        return reply;
    }
}
