package dev.dualclient.custody;

/** Why a node has to know a record by heart in case the store goes down. */
public enum Alarm {
    /** It need not. */
    NONE,
    /** A credential was killed, or spent at the secondary: a token migrator may still bring it back to life. */
    END,
    /** All that somebody had was killed: what is issued to him afterwards has to be told from what is dead. */
    CUT
}
