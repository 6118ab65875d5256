package dev.dualclient.test.histories.truth;

/** Why something is dead: what was answered through a node. */
public enum Death {
    /** A refresh was answered with what replaces it. */
    REPLACED,
    /** The revocation by its owner was answered with success. */
    REVOKED,
    /** All tokens of its subject were revoked. */
    KILLED_BY_SUBJECT,
    /** All tokens of its client were revoked. */
    KILLED_BY_CLIENT,
    /** The grant of its subject to its client was withdrawn. */
    KILLED_BY_GRANT,
    /** Its client was deleted. */
    CLIENT_DELETED;

    /** Whether it is that of all tokens of a client, a user, or the grant of one to the other. */
    boolean isOfMany() {
        return this == KILLED_BY_SUBJECT || this == KILLED_BY_CLIENT || this == KILLED_BY_GRANT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
