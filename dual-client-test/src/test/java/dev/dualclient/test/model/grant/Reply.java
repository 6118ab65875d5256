package dev.dualclient.test.model.grant;

/**
 * What a backend says.
 *
 * @param brought the number of the tokens that came with it, 0 if none did
 * @param row the row of the token that was looked up, {@link GrantState#NOTHING} where none was found
 */
record Reply(Outcome outcome, int brought, Row row) {

    /** How a call ended. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        UNKNOWN,
        UNAVAILABLE,
        INDETERMINATE,
        /** It was there when it was looked up, and was not when it was to be used. */
        GONE,
        /** What accepted was a late copy, and is gone. */
        LATE_COPY,
        /** Nobody was asked: the token belongs to another request or backend. */
        TAKEN
    }

    static Reply of(Outcome outcome) {
        return new Reply(outcome, 0, GrantState.NOTHING);
    }
}
