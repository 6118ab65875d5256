package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;
import org.jspecify.annotations.Nullable;

/**
 * A credential as it stands in a call or an answer; a token also by its hash alone, as far as that is all that is known of
 * it. Immutable. Its {@code toString} tells the kind and nothing else.
 */
public final class Credential {

    private final CredentialKind kind;
    private final String value;
    private final boolean hash;

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
        this(kind, value, false);
    }

    private Credential(CredentialKind kind, String value, boolean hash) {
        this.kind = kind;
        this.value = value;
        this.hash = hash;
    }

    /**
     * Returns a token of which the hash is known and not the value. A backend can end it, and nothing else.
     *
     * @param hash the hash as a token list has it
     */
    public static Credential ofHash(CredentialKind kind, String hash) {
        return new Credential(kind, hash, true);
    }

    /** Returns what it is. */
    public CredentialKind kind() {
        return kind;
    }

    /** Returns the secret value, which is never stored; the hash where that is all that is known. */
    public String value() {
        return value;
    }

    /** Returns whether the hash is all that is known of it. */
    public boolean isHash() {
        return hash;
    }

    /** Returns whether the migrator copies credentials of its kind, so that both backends may hold it. */
    boolean isCopied() {
        return kind.copied();
    }

    /** Returns the hash, as a token list has it. */
    String hash() {
        return hash ? value : KeyedHash.hash(value);
    }

    /**
     * Returns the access token that a JWT (RFC 9068) stands for: its {@code jti}, by which a token list and a migrator know
     * it. Returns {@code null} for whatever is no access token in the form of a JWT. Anybody can make such a JWT up, so that it
     * means something only once a backend has accepted it.
     */
    public @Nullable Credential byJwtId() {
        String id = kind == CredentialKind.ACCESS_TOKEN && !hash ? JwtId.of(value) : null;
        return id == null ? null : new Credential(kind, id);
    }

    CustodyKey key(KeyRing ring) {
        Keyed made = keyed;
        if (made == null || made.ring() != ring) {
            made = new Keyed(ring, ring.ofHash(kind, hash()));
            keyed = made;
        }
        return made.key();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credential that && kind == that.kind && hash == that.hash && value.equals(that.value);
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
