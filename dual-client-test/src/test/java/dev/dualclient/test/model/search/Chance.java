package dev.dualclient.test.model.search;

/** What can happen a limited number of times, which is what bounds a world. */
public enum Chance {
    /** A request begins. */
    REQUEST,
    /** A backend is not reached, or its answer is lost. */
    FAULT,
    /** A request ends without an answer, and its node forgets what it remembers. */
    CRASH,
    /** The migrator reads. */
    COPY,
    /** The store goes away or comes back. */
    OUTAGE,
    /** A backend refuses a use, without consuming anything. */
    REFUSAL,
    /** A token list shifts while its pages are read. */
    SHIFT,
    /** An access token expires. */
    EXPIRY,
    /** Something is changed in a backend's own console. */
    CONSOLE,
    /** A token is revoked. */
    REVOCATION,
    /** A request arrives at a backend long after it was sent. */
    DELAY
}
