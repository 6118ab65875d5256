package dev.dualclient.observation;

/** Why a backend is asked. It is recorded because backends count and bill every request. */
public enum Purpose {
    /** The call of somebody, as it came. */
    CALL,
    /** A question that a call needs answered first: whose a token is, which tokens share a row, how a client is. */
    LOOK_UP,
    /** What the backend has not acknowledged: a row of the outbox. */
    DELIVERY,
    /** The copy of a row to the primary by carry-over, and the reads that it needs. */
    CARRY_OVER,
    /** The reading of a list from end to end. */
    SCAN
}
