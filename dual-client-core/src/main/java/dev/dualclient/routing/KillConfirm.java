package dev.dualclient.routing;

/** When a kill or an update has succeeded. */
public enum KillConfirm {
    /** When one backend has made it, and what the other has not acknowledged is kept in a durable store. */
    DURABLE,
    /** When both backends have acknowledged it; until then the caller is told to try again (RFC 7009 section 2.2.1). */
    STRICT
}
