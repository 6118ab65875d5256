package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that an end user decides on another device while its client polls for tokens: a device authorization (RFC
 * 8628) or a backchannel authentication (CIBA).
 *
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param scopes the scopes asked for
 * @param privileges what is asked for besides scopes
 * @param acrs the authentication context classes asked for
 * @param polling where it stands
 */
public record PolledRequest(
        long clientId,
        @Nullable String aliasUsed,
        List<String> scopes,
        Privileges privileges,
        List<String> acrs,
        Polling polling) {

    /** Returns the client as it called itself: by its alias, or by its id. */
    public String clientIdentifier() {
        return aliasUsed == null ? Long.toString(clientId) : aliasUsed;
    }
}
