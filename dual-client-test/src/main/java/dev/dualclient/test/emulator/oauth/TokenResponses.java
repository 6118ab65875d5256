package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Token responses (RFC 6749 section 5.1) about tokens that were issued a moment ago. */
final class TokenResponses {

    private final Store store;

    TokenResponses(Store store) {
        this.store = store;
    }

    /** Returns the row of an access token that lives, {@code null} if there is none, or its refresh token is another. */
    @Nullable
    TokenRow row(@Nullable String accessToken, @Nullable String refreshToken) {
        TokenRow row = accessToken == null ? null : store.tokens().ofAccessToken(accessToken);
        if (row == null || !row.accessTokenLives(store.now())) {
            return null;
        }
        TokenRow other = refreshToken == null ? row : store.tokens().ofRefreshToken(refreshToken);
        return other != null && other.id().equals(row.id()) ? row : null;
    }

    /** Returns the response that hands these tokens out. */
    ObjectNode content(TokenRow row, String accessToken, @Nullable String refreshToken, String idToken) {
        ObjectNode content = Document.MAPPER
                .createObjectNode()
                .put("access_token", accessToken)
                .put("token_type", row.binding().tokenType())
                .put("expires_in", (row.accessTokenExpiresAt() - store.now()) / 1000)
                .put("scope", String.join(" ", row.scopes()));
        if (refreshToken != null) {
            content.put("refresh_token", refreshToken);
        }
        return content.put("id_token", idToken);
    }
}
