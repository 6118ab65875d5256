package dev.dualclient.backend;

import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A JSON text that is read as far as somebody asks. Nearly always only values at the top of an object matter, and what
 * is below them need not become objects in memory. Thread-safe.
 */
final class JsonText {

    private final byte[] text;
    private @Nullable Top top;
    private @Nullable JsonNode tree;

    JsonText(byte[] text) {
        this.text = text;
    }

    /**
     * What stands at the top.
     *
     * @param object whether the text is an object
     * @param values its scalars as text, without those that are null
     */
    private record Top(boolean object, Map<String, String> values) {

        private static final Top NO_OBJECT = new Top(false, Map.of());

        static Top read(byte[] text) {
            Map<String, String> values = new HashMap<>();
            try (JsonParser parser = Json.MAPPER.createParser(text)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return NO_OBJECT;
                }
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    JsonToken value = parser.nextToken();
                    if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                        values.put(name, parser.getString());
                    } else {
                        values.remove(name); // of a name that stands there twice the last one counts
                        parser.skipChildren();
                    }
                }
                return parser.nextToken() == null ? new Top(true, values) : NO_OBJECT;
            } catch (JacksonException notJson) {
                return NO_OBJECT;
            }
        }
    }

    /** Whether it is JSON, and an object. */
    boolean isObject() {
        return top().object();
    }

    private Top top() {
        Top read = top;
        if (read == null) {
            read = Top.read(text);
            top = read;
        }
        return read;
    }

    /** Returns the whole of it, {@code null} where it is empty or not JSON. */
    @Nullable
    JsonNode tree() {
        JsonNode read = tree;
        if (read == null && text.length > 0) {
            read = Json.read(text);
            tree = read;
        }
        return read;
    }

    /** Returns the scalar at a JSON pointer as text, {@code null} where there is none or it is JSON's null. */
    @Nullable
    String value(String pointer) {
        boolean atTop = pointer.lastIndexOf('/') == 0 && pointer.indexOf('~') < 0;
        return atTop && isObject() ? top().values().get(pointer.substring(1)) : Json.text(tree(), pointer);
    }

    /**
     * Returns the value at a place of a body, {@code null} where there is none.
     *
     * @throws IllegalArgumentException if that is no place of a body
     */
    @Nullable
    String value(Locator at) {
        if (at instanceof Locator.Body in) {
            return value(in.pointer());
        } else if (at instanceof Locator.Nested in) {
            String inner = value(in.pointer());
            return inner == null ? null : new JsonText(inner.getBytes(StandardCharsets.UTF_8)).value(in.inner());
        } else if (at instanceof Locator.Form in) {
            return Json.field(value(in.pointer()), in.field());
        }
        throw new IllegalArgumentException("a body has neither path nor query");
    }
}
