package dev.dualclient.operation;

/** What an operation does to a backend's state. */
public enum Effect {
    /** Leaves the state as it is. */
    READ,
    /** Adds something that was not there: a ticket, a token, a client. */
    CREATE,
    /** Uses up a one-time credential: a ticket, a code, a refresh token. */
    CONSUME,
    /** Changes something that stays. */
    UPDATE,
    /** Takes something away: revocation, deletion, locking, replacing a secret, withdrawing a consent or grant. */
    KILL
}
