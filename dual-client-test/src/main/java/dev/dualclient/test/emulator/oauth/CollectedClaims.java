package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The values of claims that an authorization server sends as a JSON object in a text. */
final class CollectedClaims {

    private CollectedClaims() {}

    /** Reads the claims; the code is for a text that is not a JSON object. */
    static Document of(@Nullable String json, String code) {
        if (json == null) {
            return Document.empty();
        }
        try {
            JsonNode node = Document.MAPPER.readTree(json);
            if (node.isObject()) {
                return Document.of(node);
            }
        } catch (JacksonException e) {
            throw wrong(code);
        }
        throw wrong(code);
    }

    private static Refusal wrong(String code) {
        return Refusal.toClient(
                "INTERNAL_SERVER_ERROR",
                OAuth2Error.SERVER_ERROR,
                code,
                "The value of 'claims' in the request failed to be parsed as a JSON object.");
    }
}
