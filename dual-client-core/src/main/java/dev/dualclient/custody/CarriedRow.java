package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the secondary that carry-over copies to the primary, by the hashes of its tokens. Immutable.
 *
 * @param access the hash of the access token, {@code null} where it is not known
 * @param refresh the hash of the refresh token, {@code null} where there is none
 * @param client the id of the client; empty where it is not known
 * @param subject the end user, {@code null} for none
 */
public record CarriedRow(
        @Nullable String access,
        @Nullable String refresh,
        String client,
        @Nullable String subject) {

    /** Checks that there is a token. */
    public CarriedRow {
        if (access == null && refresh == null) {
            throw new IllegalArgumentException("a row has a token");
        }
    }

    /** Returns the row of tokens. */
    public static CarriedRow of(
            Credential access, @Nullable Credential refresh, String client, @Nullable String subject) {
        return new CarriedRow(access.hash(), refresh == null ? null : refresh.hash(), client, subject);
    }

    /** Returns the row of which one token is known. */
    public static CarriedRow of(Credential token) {
        boolean refresh = token.kind() == CredentialKind.REFRESH_TOKEN;
        return new CarriedRow(refresh ? null : token.hash(), refresh ? token.hash() : null, "", null);
    }

    /** Returns the token by which the row is named: its refresh token if it has one. */
    public Credential named() {
        return tokens().get(0);
    }

    /** Returns its tokens, the one first by which it is named. */
    public List<Credential> tokens() {
        return Stream.of(
                        refresh == null ? null : Credential.ofHash(CredentialKind.REFRESH_TOKEN, refresh),
                        access == null ? null : Credential.ofHash(CredentialKind.ACCESS_TOKEN, access))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Returns whose it is. */
    public Parties owner() {
        return new Parties(client.isEmpty() ? List.of() : List.of(client), subject, null);
    }

    /** Tells nothing that identifies a token. */
    @Override
    public String toString() {
        return "row of a token";
    }
}
