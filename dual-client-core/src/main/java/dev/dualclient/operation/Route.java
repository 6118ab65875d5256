package dev.dualclient.operation;

/** Which backends may be asked, and in which order. */
public enum Route {
    /** The backend that the stage asks first, then the other if the fallback rule allows it. */
    LEADER_FIRST,
    /** The primary, then the secondary if the fallback rule allows it. */
    PRIMARY_FIRST,
    /** The secondary, then the primary if the fallback rule allows it. */
    SECONDARY_FIRST,
    /** The primary and nobody else. */
    PRIMARY_ONLY,
    /** The secondary and nobody else. */
    SECONDARY_ONLY,
    /** Both, whatever the first says. */
    BOTH,
    /** Both, and the answer is the union of what they say. */
    MERGED
}
