package dev.dualclient.test.model.grant;

/**
 * A row of the outbox: a backend has to end a token.
 *
 * @param side which backend
 * @param token the token that was presented
 * @param row its row as far as it was known, with the token alone if it was not
 * @param later whether it is P's half once more, which waits for the migrator's lag and stands in nobody's way
 */
record Owed(Side side, Token token, Row row, boolean later) {

    boolean names(Token asked) {
        return !later && (asked.equals(token) || row.holds(asked));
    }
}
