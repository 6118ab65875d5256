package dev.dualclient.call;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON text that is read as far as somebody asks. Nearly always only values at the top of an object matter, and what
 * is below them need not become objects in memory. Thread-safe.
 */
final class JsonText {

    private static final int MEMBERS = 32;

    private final byte[] text;
    private final boolean strict;
    private @Nullable Top top;
    private @Nullable JsonNode tree;
    private @Nullable Field form;

    private JsonText(byte[] text, boolean strict) {
        this.text = text;
        this.strict = strict;
    }

    /** Returns a text that is read as far as it can be. */
    static JsonText lenient(byte[] text) {
        return new JsonText(text, false);
    }

    /** Returns a text of which nothing is read unless all of it can be read in one way only. */
    static JsonText strict(byte[] text) {
        return new JsonText(text, true);
    }

    /** What a text is. */
    enum Shape {
        OBJECT,
        ARRAY,
        /** Another value, malformed, or with a member that is named twice; arrays too where the text is lenient. */
        NOT_JSON,
        /** Not strict UTF-8. */
        NOT_UTF_8
    }

    /** A form that stands at a pointer. */
    private record Field(String pointer, @Nullable Form form) {}

    /**
     * What stands at the top. Objects have a few members and each is looked for a few times, so they are no map.
     *
     * @param shape what the text is
     * @param names the names of its members
     * @param types what their values are
     * @param values their values as text, {@code null} for what is no scalar
     */
    private record Top(Shape shape, List<String> names, List<JsonToken> types, List<@Nullable String> values) {

        static Top of(Shape shape) {
            return new Top(shape, List.of(), List.of(), List.of());
        }

        static Top read(byte[] text, boolean strict) {
            if (strict && !Utf8.isStrict(text)) {
                return of(Shape.NOT_UTF_8);
            }
            try (JsonParser parser = JsonFormat.parser(text, strict)) {
                JsonToken first = parser.nextToken();
                if (first == JsonToken.START_OBJECT) {
                    Top object = members(parser);
                    return parser.nextToken() == null ? object : of(Shape.NOT_JSON);
                }
                boolean array = strict && first == JsonToken.START_ARRAY;
                return array && parser.skipChildren().nextToken() == null ? of(Shape.ARRAY) : of(Shape.NOT_JSON);
            } catch (JacksonException notJson) {
                return of(Shape.NOT_JSON);
            }
        }

        private static Top members(JsonParser parser) {
            List<String> names = new ArrayList<>(MEMBERS);
            List<JsonToken> types = new ArrayList<>(MEMBERS);
            List<@Nullable String> values = new ArrayList<>(MEMBERS);
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                names.add(name);
                types.add(value);
                values.add(value.isScalarValue() && value != JsonToken.VALUE_NULL ? parser.getString() : null);
                parser.skipChildren();
            }
            return new Top(Shape.OBJECT, names, types, values);
        }

        /** Returns where the member {@code /name} stands, -1 if there is none; of two of one name the last one counts. */
        int index(String pointer) {
            for (int i = names.size() - 1; i >= 0; i--) {
                String name = names.get(i);
                if (name.length() == pointer.length() - 1 && pointer.endsWith(name)) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Returns what the text is. */
    Shape shape() {
        return top().shape();
    }

    /** Returns what stands at {@code /name}, {@code null} for nothing. */
    @Nullable
    JsonToken type(String pointer) {
        int index = top().index(pointer);
        return index < 0 ? null : top().types().get(index);
    }

    /** Whether it is JSON, and an object. */
    boolean isObject() {
        return shape() == Shape.OBJECT;
    }

    private Top top() {
        Top read = top;
        if (read == null) {
            read = Top.read(text, strict);
            top = read;
        }
        return read;
    }

    /** Returns the whole of it, {@code null} where it is empty or not JSON. */
    @Nullable
    JsonNode tree() {
        JsonNode read = tree;
        boolean readable = !strict || isObject() || shape() == Shape.ARRAY;
        if (read == null && text.length > 0 && readable) {
            read = Json.read(text);
            tree = read;
        }
        return read;
    }

    /** Returns the scalar at a JSON pointer as text, {@code null} where there is none or it is JSON's null. */
    @Nullable
    String value(String pointer) {
        boolean atTop = pointer.lastIndexOf('/') == 0 && pointer.indexOf('~') < 0;
        if (!atTop || !isObject()) {
            return Json.text(tree(), pointer);
        }
        int index = top().index(pointer);
        return index < 0 ? null : top().values().get(index);
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
            return inner == null
                    ? null
                    : lenient(inner.getBytes(StandardCharsets.UTF_8)).value(in.inner());
        } else if (at instanceof Locator.Form in) {
            Form found = form(in.pointer());
            return found == null ? null : found.value(in.field());
        }
        throw new IllegalArgumentException("a body has neither path nor query");
    }

    /** Returns the form that stands at a JSON pointer, {@code null} where there is none. It is split once. */
    @Nullable
    Form form(String pointer) {
        Field last = form;
        if (last == null || !last.pointer().equals(pointer)) {
            String found = value(pointer);
            last = new Field(pointer, found == null ? null : Form.of(found));
            form = last;
        }
        return last.form();
    }
}
