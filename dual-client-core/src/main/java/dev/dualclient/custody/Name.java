package dev.dualclient.custody;

/**
 * Somebody or something that tokens are issued to, and that a kill can be about. Immutable; its {@code toString} tells
 * the kind and nothing else.
 *
 * @param kind what it is
 * @param value the name: a client id, alias or entity id; a subject; both, joined; a grant id
 */
public record Name(Kind kind, String value) {

    /** What a name is of. */
    public enum Kind {
        /** A client, under one of its names. */
        CLIENT,
        /** All tokens of a client. */
        TOKENS_OF_CLIENT,
        /** All tokens of an end user. */
        TOKENS_OF_SUBJECT,
        /** All tokens of an end user at one client. */
        TOKENS_OF_SUBJECT_AT_CLIENT,
        /** All tokens of a grant. */
        TOKENS_OF_GRANT
    }

    static Name ofSubjectAtClient(String subject, String client) {
        return new Name(Kind.TOKENS_OF_SUBJECT_AT_CLIENT, client + '\0' + subject);
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
