package dev.dualclient.call;

import dev.dualclient.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What standard introspection says of a token: {@code active} and no more (RFC 7662 section 2.2). */
final class IntrospectedState {

    private static final int PARTS_OF_A_SIGNED_JWT = 3;

    private IntrospectedState() {}

    /**
     * Reads the response content: a JSON object, or a signed JWT with the object in its claim
     * {@code token_introspection} (RFC 9701 section 5). The signature is not looked at, for the answer comes over our own
     * connection to the backend. An encrypted one cannot be read here and says nothing: what it means has to be asked
     * for in plain JSON.
     */
    static Reason of(ApiResponse answer) {
        String content = answer.value("/responseContent");
        if (content == null || content.isBlank()) {
            return Reason.UNREADABLE;
        }
        if (content.startsWith("{")) {
            return state(Json.text(Json.read(content), "/active"));
        }
        String[] parts = content.split("\\.", -1);
        JsonNode claims = parts.length == PARTS_OF_A_SIGNED_JWT ? claims(parts[1]) : null;
        return claims == null ? Reason.UNKNOWN : state(Json.text(claims, "/token_introspection/active"));
    }

    private static Reason state(@Nullable String active) {
        if (active == null) {
            return Reason.UNREADABLE;
        }
        return active.equals("true") ? Reason.DONE : Reason.UNKNOWN_CREDENTIAL;
    }

    private static @Nullable JsonNode claims(String payload) {
        try {
            return Json.read(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
