package dev.dualclient.json;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Reads and writes JSON (RFC 8259). Thread-safe. */
public final class JsonFormat {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFormat() {}

    /**
     * Returns a parser of one document.
     *
     * @param strict whether an object that names a member twice is refused, of which readers take one or the other
     */
    public static JsonParser parser(byte[] document, boolean strict) {
        return (strict ? STRICT : FACTORY).createParser(ObjectReadContext.empty(), document);
    }

    /**
     * Returns the value of a document, or absence if the document is empty.
     *
     * @throws JacksonException if it is no JSON, or anything follows the value
     */
    public static JsonNode read(byte[] document) {
        try (JsonParser parser = parser(document, false)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return ValueNode.MISSING;
            }
            JsonNode value = value(parser, first);
            if (parser.nextToken() != null) {
                throw new StreamReadException(null, "something follows the value");
            }
            return value;
        }
    }

    /**
     * Returns the value of a document, as {@link #read(byte[])} does.
     *
     * @throws JacksonException as there
     */
    public static JsonNode read(String document) {
        return read(document.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> ValueNode.text(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ValueNode.number(parser.getString());
            case VALUE_TRUE -> ValueNode.TRUE;
            case VALUE_FALSE -> ValueNode.FALSE;
            case VALUE_NULL -> ValueNode.NULL;
            default -> throw new StreamReadException(null, "a value is missing");
        };
    }

    private static ObjectNode object(JsonParser parser) {
        ObjectNode object = new ObjectNode();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            object.set(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser) {
        ArrayNode array = new ArrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    /**
     * Returns a value as UTF-8.
     *
     * @param value a {@link JsonNode}, a text, number or boolean, {@code null}, or a map or collection of these
     */
    public static byte[] write(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            write(value, to);
        }
        return bytes.toByteArray();
    }

    /** Returns a value as text, as {@link #write(Object)} does. */
    public static String writeText(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, to);
        }
        return text.toString();
    }

    /** Returns a value as text with a line for each member and element, for humans; else as {@link #write(Object)} does. */
    public static String writeIndented(@Nullable Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = FACTORY.createGenerator(new Indented(), text)) {
            write(value, to);
        }
        return text.toString();
    }

    /** A printer holds the depth that it is at, so each document has its own. */
    private static final class Indented extends ObjectWriteContext.Base {

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }

        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }
    }

    private static void write(@Nullable Object value, JsonGenerator to) {
        if (value instanceof ObjectNode object) {
            to.writeStartObject();
            object.forEachEntry((name, member) -> {
                to.writeName(name);
                write(member, to);
            });
            to.writeEndObject();
        } else if (value instanceof ArrayNode array) {
            write(array.values(), to);
        } else if (value instanceof ValueNode scalar) {
            write(scalar, to);
        } else if (value instanceof Map<?, ?> map) {
            to.writeStartObject();
            map.forEach((name, member) -> {
                to.writeName(String.valueOf(name));
                write(member, to);
            });
            to.writeEndObject();
        } else if (value instanceof Collection<?> list) {
            to.writeStartArray();
            list.forEach(element -> write(element, to));
            to.writeEndArray();
        } else {
            writeScalar(value, to);
        }
    }

    private static void write(ValueNode scalar, JsonGenerator to) {
        switch (scalar.kind) {
            case TEXT -> to.writeString(scalar.text);
            case NUMBER -> to.writeNumber(scalar.text);
            case BOOLEAN -> to.writeBoolean(scalar == ValueNode.TRUE);
            case NULL, MISSING -> to.writeNull();
        }
    }

    private static void writeScalar(@Nullable Object value, JsonGenerator to) {
        if (value == null) {
            to.writeNull();
        } else if (value instanceof Boolean flag) {
            to.writeBoolean(flag);
        } else if (value instanceof Number number) {
            to.writeNumber(number.toString());
        } else {
            to.writeString(value.toString());
        }
    }
}
