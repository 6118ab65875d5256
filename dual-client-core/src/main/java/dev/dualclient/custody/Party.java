package dev.dualclient.custody;

/**
 * Somebody or something that tokens are issued to, and that a kill can be about. Immutable; its {@code toString} tells
 * the kind and nothing else.
 *
 * @param kind what it is
 * @param value the name
 */
public record Party(Kind kind, String value) {

    /** What a name is of. */
    public enum Kind {
        /** A client, under one of its names: id, alias or entity id. */
        CLIENT,
        /** An end user. */
        SUBJECT,
        /** An end user at one client. */
        SUBJECT_AT_CLIENT,
        /** A grant. */
        GRANT,
        /** The changes of a client, whose order is counted under this name. */
        CHANGES
    }

    /** Brings the number of a client to its one form. */
    public Party {
        value = kind == Kind.CLIENT ? ClientNumber.normalized(value) : value;
    }

    @Override
    public String toString() {
        return kind.name();
    }
}
