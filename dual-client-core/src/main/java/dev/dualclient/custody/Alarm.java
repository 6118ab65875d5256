package dev.dualclient.custody;

/** Why a node has to know a record by heart in case the store goes down. */
public enum Alarm {
    /** It need not. */
    NONE,
    /** A credential was killed, or spent at the secondary: a token migrator may still bring it back to life. */
    END,
    /** A token was revoked that no backend held: a token migrator may still write it, and the record lives as long. */
    LATE,
    /** All that somebody had was killed: what is issued to him afterwards has to be told from what is dead. */
    CUT
}
