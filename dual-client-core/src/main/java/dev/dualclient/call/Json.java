package dev.dualclient.call;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts inside texts that Authlete's bodies are made of. */
final class Json {

    static final JsonMapper MAPPER = JsonMapper.shared();

    /** Refuses objects that name a member twice, of which readers take one or the other. */
    static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    /** Returns the value read, or {@code null} if the bytes are no JSON. */
    static @Nullable JsonNode read(byte[] bytes) {
        try {
            JsonNode node = MAPPER.readTree(bytes);
            return node == null || node.isMissingNode() ? null : node;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    static @Nullable JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the scalar at a pointer as text, {@code null} where there is none or it is JSON's null. */
    static @Nullable String text(@Nullable JsonNode node, String pointer) {
        if (node == null) {
            return null;
        }
        JsonNode at = node.at(pointer);
        return at.isValueNode() && !at.isNull() ? at.asString() : null;
    }
}
