package dev.dualclient.operation;

/** Which versions of Authlete have an operation. */
public enum Availability {
    /** Authlete 2.3 and 3.0. */
    BOTH,
    /** Authlete 3.0 only: never sent to the secondary. */
    PRIMARY_ONLY
}
