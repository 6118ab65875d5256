package dev.dualclient.gateway;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request. What two readers could understand in two ways is refused: custody must see the same credential
 * in it as the backend does.
 */
final class Body {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Body() {}

    /**
     * Returns the JSON of a body: the very bytes if it is JSON, else the fields of a form.
     *
     * @param type the content type, {@code null} for JSON
     * @throws Rejection if it is neither, or malformed
     */
    static byte[] json(byte[] body, @Nullable String type) throws Rejection {
        String media = type == null
                ? "application/json"
                : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return switch (media) {
            case "application/json" -> wellFormed(body);
            case "application/x-www-form-urlencoded" ->
                Fields.parse(new String(body, StandardCharsets.UTF_8)).json();
            default -> throw Rejection.unsupportedType();
        };
    }

    private static byte[] wellFormed(byte[] body) throws Rejection {
        try {
            if (STRICT.readTree(body).isContainer()) {
                return body;
            }
        } catch (JacksonException malformed) {
            throw Rejection.malformed("the body is not well-formed JSON, or names a member twice.");
        }
        throw Rejection.malformed("the body is neither a JSON object nor an array.");
    }
}
