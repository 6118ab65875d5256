package dev.dualclient.test.histories.truth;

import java.util.List;

/** An access token and the refresh token that came with it; a refresh token that is kept belongs to several. */
public record Pair(Token access, Token refresh) {

    /** What stands for a refresh token that there is not. */
    static final String NONE = "none";

    /** Returns whether there is a refresh token: an access token of the authorization endpoint has none beside it. */
    public boolean isWhole() {
        return !refresh.value().equals(NONE);
    }

    /** Returns both. */
    public List<Token> tokens() {
        return List.of(access, refresh);
    }
}
