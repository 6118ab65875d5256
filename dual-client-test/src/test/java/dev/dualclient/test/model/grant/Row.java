package dev.dualclient.test.model.grant;

import java.util.ArrayList;
import java.util.List;

/**
 * What a backend holds of the grant: a refresh token and the access token beside it.
 *
 * @param refresh the number of the refresh token, 0 if the row has none
 * @param access the number of the access token, 0 if it has expired
 */
record Row(int refresh, int access) {

    boolean holds(Token token) {
        return token.number() == (token.refresh() ? refresh : access);
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        if (refresh > 0) {
            tokens.add(Token.refresh(refresh));
        }
        if (access > 0) {
            tokens.add(Token.access(access));
        }
        return tokens;
    }

    @Override
    public String toString() {
        return tokens().toString();
    }
}
