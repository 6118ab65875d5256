package dev.dualclient.custody;

/** Why each node keeps the key of a record locally for an outage of the store. */
public enum OutageNotice {
    /** It does not. */
    NONE,
    /** A credential was killed, or spent at the secondary: a token migrator may still bring it back to life. */
    END,
    /** A token was revoked that no backend held. A token migrator may still write it; the record is kept for that long. */
    LATE,
    /** A bulk kill: tokens that are issued afterwards have to be told apart from dead ones. */
    CUT
}
