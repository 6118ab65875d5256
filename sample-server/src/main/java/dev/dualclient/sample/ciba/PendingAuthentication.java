package dev.dualclient.sample.ciba;

import com.authlete.common.dto.BackchannelAuthenticationIssueResponse;
import com.authlete.common.dto.BackchannelAuthenticationResponse;
import dev.dualclient.sample.web.PendingRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client that waits for a user who is elsewhere. Immutable. Its {@code toString} does not show the ticket.
 *
 * @param id names this request in pages and for the authentication device
 * @param ticket the ticket of the request
 * @param subject who is asked
 * @param clientId the client that asks
 * @param clientName what the client is called in pages
 * @param scopes what the client asks for
 * @param claims the claims that the ID token is to have
 * @param bindingMessage what the client shows too, so that the user recognizes the request, {@code null} if nothing
 * @param expiresAt when the client ceases to wait
 */
record PendingAuthentication(
        String id,
        String ticket,
        String subject,
        long clientId,
        String clientName,
        List<RequestedScope> scopes,
        List<String> claims,
        @Nullable String bindingMessage,
        Instant expiresAt)
        implements PendingRequest {

    /** Returns the request of a client that has been told to wait. */
    static PendingAuthentication of(
            BackchannelAuthenticationResponse asked,
            String subject,
            BackchannelAuthenticationIssueResponse issued,
            Instant now) {
        return new PendingAuthentication(
                UUID.randomUUID().toString(),
                asked.getTicket(),
                subject,
                asked.getClientId(),
                PendingRequest.clientName(asked.getClientName(), asked.getClientId()),
                RequestedScope.of(asked.getScopes()),
                asked.getClaimNames() == null ? List.of() : List.of(asked.getClaimNames()),
                asked.getBindingMessage(),
                now.plusSeconds(issued.getExpiresIn()));
    }

    @Override
    public @Nullable String detail() {
        return bindingMessage;
    }

    @Override
    public String toString() {
        return "backchannel authentication request " + id;
    }
}
