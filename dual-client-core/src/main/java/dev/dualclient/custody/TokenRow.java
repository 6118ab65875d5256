package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that share a row at a backend, as far as custody knows them: what happens to one happens to all. Immutable.
 *
 * @param keys the keys of the token itself and, of an access token that is a JWT, of what its {@code jti} names; then of the
 *     other token of the row, if that is known. To be used only of a token that a backend has accepted: anybody can make up
 *     a JWT with the {@code jti} of another token
 * @param other the key of the other token, {@code null} if it is not known
 * @param ofAccessToken whether the token itself was presented as an access token
 */
public record TokenRow(List<CustodyKey> keys, @Nullable CustodyKey other, boolean ofAccessToken) {

    /** No token. */
    public static final TokenRow NONE = new TokenRow(List.of(), null, false);

    /** Copies the keys. */
    public TokenRow {
        keys = List.copyOf(keys);
    }

    /** Returns a row of these tokens and another one. */
    static TokenRow of(Credential token, List<CustodyKey> own, @Nullable CustodyKey other) {
        List<CustodyKey> keys = new ArrayList<>(own);
        if (other != null && !own.contains(other)) {
            keys.add(other);
        }
        return new TokenRow(keys, other, token.kind() == CredentialKind.ACCESS_TOKEN);
    }

    /** Returns the refresh token that an access token leaves as it is when it gets a new value, {@code null} for none. */
    public @Nullable CustodyKey keptRefreshToken() {
        return ofAccessToken ? other : null;
    }

    /** Whether the other token is known, so that nobody has to be asked about it. */
    public boolean isWhole() {
        return other != null;
    }
}
