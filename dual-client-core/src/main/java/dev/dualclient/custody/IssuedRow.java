package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The row that a backend has written: a refresh token and the access token beside it. Immutable.
 *
 * @param refresh the key of the refresh token
 * @param access the key of the access token, which is that of its {@code jti} if it is a JWT
 */
record IssuedRow(CustodyKey refresh, CustodyKey access) {

    /**
     * Returns the row of what was issued, {@code null} if one of the two is not known.
     *
     * @param returned what came back
     * @param used the row that was used for it: an access token that got a new value leaves the refresh token as it is
     */
    static @Nullable IssuedRow of(Collection<Credential> returned, TokenRow used, KeyRing keys) {
        CustodyKey access = accessToken(returned, keys);
        CustodyKey fresh = refreshToken(returned, keys);
        CustodyKey refresh = fresh != null ? fresh : used.keptRefreshToken();
        return access == null || refresh == null ? null : new IssuedRow(refresh, access);
    }

    /** Returns the key of the refresh token among these, {@code null} if there is none. */
    static @Nullable CustodyKey refreshToken(Collection<Credential> returned, KeyRing keys) {
        return first(CredentialKind.REFRESH_TOKEN, returned, keys);
    }

    /** Returns the key of the access token among these, {@code null} if there is none. */
    static @Nullable CustodyKey accessToken(Collection<Credential> returned, KeyRing keys) {
        return first(CredentialKind.ACCESS_TOKEN, returned, keys);
    }

    private static @Nullable CustodyKey first(CredentialKind kind, Collection<Credential> returned, KeyRing keys) {
        for (Credential credential : returned) {
            if (credential.kind() == kind) {
                Credential byJwtId = credential.byJwtId();
                return keys.of(byJwtId == null ? credential : byJwtId);
            }
        }
        return null;
    }

    boolean has(CustodyKey key) {
        return key.equals(refresh) || key.equals(access);
    }

    /** Returns the other token of the two. */
    CustodyKey beside(CustodyKey key) {
        return key.equals(refresh) ? access : refresh;
    }
}
