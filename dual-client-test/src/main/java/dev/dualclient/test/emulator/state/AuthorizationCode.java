package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/**
 * What an authorization code stands for.
 *
 * @param request the request that it answers
 * @param approval what the end user agreed to
 * @param rowId the row of the tokens issued for it, {@code null} while it is unused
 */
public record AuthorizationCode(
        AuthorizationTicket request,
        Approval approval,
        @Nullable String rowId) {

    /** Returns this code as used, for a replay to be recognised. */
    public AuthorizationCode usedFor(TokenRow row) {
        return new AuthorizationCode(request, approval, row.id());
    }
}
