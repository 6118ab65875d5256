package dev.dualclient.custody;

/**
 * Whether a client has the same secret at the primary as at the secondary, in ascending order of what outweighs what
 * where the names of a client say different things.
 */
public enum SecretStatus {
    /** Nobody has found out. */
    UNKNOWN,
    /** It has no shared secret that could differ: it is a public client, or proves who it is by a key. */
    NO_SECRET,
    /** The primary has refused a secret that the secondary accepts. */
    DIFFERENT,
    /** The primary has authenticated the client, or its secret was set through us: the primary's "no" is final. */
    EQUAL;

    /** Whether what the client begins at the primary may fail, because the primary may refuse its secret. */
    public boolean isDoubtful() {
        return this == UNKNOWN || this == DIFFERENT;
    }
}
