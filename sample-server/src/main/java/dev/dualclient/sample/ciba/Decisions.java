package dev.dualclient.sample.ciba;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.BackchannelAuthenticationCompleteRequest;
import com.authlete.common.dto.BackchannelAuthenticationCompleteRequest.Result;
import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Consents;
import dev.dualclient.sample.web.Login;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Carries out what a user has decided, on the page or on the authentication device. */
@Component
final class Decisions {

    private final AuthleteApi authlete;
    private final PendingAuthentications pendings;
    private final Users users;
    private final Consents consents;
    private final ClientNotifications notifications;

    Decisions(
            AuthleteApi authlete,
            PendingAuthentications pendings,
            Users users,
            Consents consents,
            ClientNotifications notifications) {
        this.authlete = authlete;
        this.pendings = pendings;
        this.users = users;
        this.consents = consents;
        this.notifications = notifications;
    }

    /**
     * Ends a request that was taken. The client polls for the end or is told.
     *
     * @param authenticatedAt when the user proved to be the user
     * @return whether the backend took the decision
     * @throws AuthleteApiException if no backend answered; the request waits again
     */
    boolean carryOut(PendingAuthentication pending, Result result, Instant authenticatedAt) {
        BackchannelAuthenticationCompleteResponse answer;
        try {
            answer = authlete.backchannelAuthenticationComplete(completion(pending, result, authenticatedAt));
        } catch (AuthleteApiException unanswered) {
            pendings.add(pending);
            throw unanswered;
        }
        return switch (Actions.known(answer.getAction())) {
            case NOTIFICATION -> {
                notifications.send(answer);
                yield accepted(pending, result);
            }
            case NO_ACTION -> accepted(pending, result);
            case SERVER_ERROR -> false;
        };
    }

    private BackchannelAuthenticationCompleteRequest completion(
            PendingAuthentication pending, Result result, Instant authenticatedAt) {
        BackchannelAuthenticationCompleteRequest completion = new BackchannelAuthenticationCompleteRequest()
                .setTicket(pending.ticket())
                .setResult(result)
                .setSubject(pending.subject());
        return result == Result.AUTHORIZED
                ? completion
                        .setAuthTime(authenticatedAt.getEpochSecond())
                        .setAcr(Login.ACR)
                        .setClaims(users.claims(pending.subject(), pending.claims()))
                : completion;
    }

    private boolean accepted(PendingAuthentication pending, Result result) {
        if (result == Result.AUTHORIZED) {
            consents.add(pending.subject(), pending.clientId(), pending.scopeNames());
        }
        return true;
    }
}
