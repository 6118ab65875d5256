package dev.dualclient.test.attack;

/** In which state the tokens are that a request names. */
enum Role {
    LIVE,
    HOME,
    NEW,
    SPENT,
    KILLED;

    /** Whether none of them may be accepted. */
    boolean dead() {
        return this == SPENT || this == KILLED;
    }
}
