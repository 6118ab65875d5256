package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import org.jspecify.annotations.Nullable;

/** A credential as it stands in a call or an answer. Immutable. Its {@code toString} tells the kind and nothing else. */
public final class Credential {

    private final CredentialKind kind;
    private final String value;

    /** Its key, which is asked for several times on the way of one call. */
    private @Nullable Keyed keyed;

    private record Keyed(KeyRing ring, CustodyKey key) {}

    /**
     * Creates a credential.
     *
     * @param kind what it is
     * @param value the secret value, which is never stored
     */
    public Credential(CredentialKind kind, String value) {
        this.kind = kind;
        this.value = value;
    }

    /** Returns what it is. */
    public CredentialKind kind() {
        return kind;
    }

    /** Returns the secret value, which is never stored. */
    public String value() {
        return value;
    }

    /**
     * Returns the access token that a JWT (RFC 9068) stands for: its {@code jti}, by which a token list and a migrator know
     * it. Returns {@code null} for whatever is no access token in the form of a JWT. Anybody can make such a JWT up, so that it
     * means something only once a backend has accepted it.
     */
    public @Nullable Credential byJwtId() {
        String id = kind == CredentialKind.ACCESS_TOKEN ? JwtId.of(value) : null;
        return id == null ? null : new Credential(kind, id);
    }

    CustodyKey key(KeyRing ring) {
        Keyed made = keyed;
        if (made == null || made.ring() != ring) {
            made = new Keyed(ring, ring.ofHash(kind, KeyedHash.hash(value)));
            keyed = made;
        }
        return made.key();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credential that && kind == that.kind && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
