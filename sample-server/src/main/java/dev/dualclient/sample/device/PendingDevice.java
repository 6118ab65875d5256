package dev.dualclient.sample.device;

import com.authlete.common.dto.DeviceVerificationResponse;
import dev.dualclient.sample.web.PendingRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that waits for its user. Immutable. Its {@code toString} does not show the user code.
 *
 * @param id names this request in pages
 * @param userCode the code that the user has typed
 * @param clientId the client that asks
 * @param clientName what the client is called in pages
 * @param scopes what the client asks for
 * @param claims the claims that the ID token is to have
 */
record PendingDevice(
        String id, String userCode, long clientId, String clientName, List<RequestedScope> scopes, List<String> claims)
        implements PendingRequest {

    /** Returns the device whose user code Authlete knows. */
    static PendingDevice of(String userCode, DeviceVerificationResponse answer) {
        return new PendingDevice(
                UUID.randomUUID().toString(),
                userCode,
                answer.getClientId(),
                PendingRequest.clientName(answer.getClientName(), answer.getClientId()),
                RequestedScope.of(answer.getScopes()),
                answer.getClaimNames() == null ? List.of() : List.of(answer.getClaimNames()));
    }

    @Override
    public @Nullable String detail() {
        return "The code of the device: " + userCode;
    }

    @Override
    public String toString() {
        return "device request " + id;
    }
}
