package dev.dualclient.test.histories.truth;

import java.util.List;

/** An access token and the refresh token that came with it; a refresh token that is kept belongs to several. */
public record Pair(Token access, Token refresh) {

    /** Returns both. */
    public List<Token> tokens() {
        return List.of(access, refresh);
    }
}
