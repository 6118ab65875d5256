package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The values of claims that an authorization server sends as a JSON object in a text. */
final class CollectedClaims {

    private CollectedClaims() {}

    /** Reads the claims; the code is for a text that is not a JSON object. */
    static Document of(@Nullable String json, String code) {
        return of(json, () -> refusal(code));
    }

    /** Reads the claims; the refusal is for a text that is not a JSON object. */
    static Document of(@Nullable String json, Supplier<Refusal> bad) {
        if (json == null) {
            return Document.empty();
        }
        try {
            JsonNode node = Document.MAPPER.readTree(json);
            if (node.isObject()) {
                return Document.of(node);
            }
        } catch (JacksonException e) {
            throw bad.get();
        }
        throw bad.get();
    }

    /** Returns the usual refusal of claims that are no JSON object. */
    static Refusal refusal(String code) {
        return Refusal.toClient(
                "INTERNAL_SERVER_ERROR",
                OAuth2Error.SERVER_ERROR,
                code,
                "The value of 'claims' in the request failed to be parsed as a JSON object.");
    }
}
