package dev.dualclient.call;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The texts inside texts that Authlete's bodies are made of. */
final class Json {

    private Json() {}

    /** Returns the value read, or {@code null} if the text is no JSON. */
    static @Nullable JsonNode read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the value read, or {@code null} if the bytes are no JSON. */
    static @Nullable JsonNode read(byte[] document) {
        try {
            JsonNode node = JsonFormat.read(document);
            return node.isMissingNode() ? null : node;
        } catch (JacksonException notJson) {
            return null;
        }
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
