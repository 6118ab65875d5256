package dev.dualclient.backend;

import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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

    private static final int MEMBERS = 32;

    private final byte[] text;
    private @Nullable Top top;
    private @Nullable JsonNode tree;

    JsonText(byte[] text) {
        this.text = text;
    }

    /**
     * What stands at the top. Objects have a few members and each is looked for a few times, so they are no map.
     *
     * @param object whether the text is an object
     * @param names the names of its members
     * @param values their values as text, {@code null} for what is no scalar
     */
    private record Top(boolean object, List<String> names, List<@Nullable String> values) {

        private static final Top NO_OBJECT = new Top(false, List.of(), List.of());

        static Top read(byte[] text) {
            try (JsonParser parser = Json.MAPPER.createParser(text)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    return NO_OBJECT;
                }
                List<String> names = new ArrayList<>(MEMBERS);
                List<@Nullable String> values = new ArrayList<>(MEMBERS);
                for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                    JsonToken value = parser.nextToken();
                    names.add(name);
                    values.add(value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getString() : null);
                    parser.skipChildren();
                }
                return parser.nextToken() == null ? new Top(true, names, values) : NO_OBJECT;
            } catch (JacksonException notJson) {
                return NO_OBJECT;
            }
        }

        /** Returns the value at {@code /name}; of a name that stands there twice the last one counts. */
        @Nullable
        String value(String pointer) {
            for (int i = names.size() - 1; i >= 0; i--) {
                String name = names.get(i);
                if (name.length() == pointer.length() - 1 && pointer.endsWith(name)) {
                    return values.get(i);
                }
            }
            return null;
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
        return atTop && isObject() ? top().value(pointer) : Json.text(tree(), pointer);
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
