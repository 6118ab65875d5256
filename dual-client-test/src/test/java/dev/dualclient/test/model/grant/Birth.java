package dev.dualclient.test.model.grant;

/**
 * How the tokens of a number came to be.
 *
 * @param side which backend issued them
 * @param replaced the row that they replaced, {@link GrantState#NOTHING} at a login
 * @param kept whether the refresh token of that row is still good
 */
record Birth(Side side, Row replaced, boolean kept) {

    static final Birth LOGIN_AT_S = new Birth(Side.S, GrantState.NOTHING, false);

    boolean replaces(Token token) {
        return replaced.holds(token) && !(kept && token.refresh());
    }
}
