package dev.dualclient.test.emulator.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object read by name. A value that is missing, null or of another type reads as nothing. Immutable. */
public final class Document {

    /** The mapper of the emulators. */
    public static final JsonMapper MAPPER = JsonMapper.shared();

    private final ObjectNode node;

    private Document(ObjectNode node) {
        this.node = node;
    }

    /** Returns a document over a copy of a JSON object; anything else gives an empty one. */
    @JsonCreator
    public static Document of(@Nullable JsonNode json) {
        return new Document(json instanceof ObjectNode object ? object.deepCopy() : MAPPER.createObjectNode());
    }

    /** Returns a document without a value. */
    public static Document empty() {
        return of(null);
    }

    /** Returns the text of a name, {@code null} if there is none or it is empty. */
    public @Nullable String text(String name) {
        JsonNode value = node.path(name);
        if (!value.isValueNode() || value.isNull()) {
            return null;
        }
        String text = value.asString();
        return text.isEmpty() ? null : text;
    }

    /** Returns the text of a name, or another where there is none. */
    public String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** Returns the flag of a name, false where there is none. */
    public boolean flag(String name) {
        return node.path(name).asBoolean(false);
    }

    /** Returns the number of a name, 0 where there is none. */
    public long number(String name) {
        return node.path(name).asLong(0);
    }

    /** Returns the texts of an array, none where there is no array. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : node.path(name)) {
            if (element.isString()) {
                texts.add(element.asString());
            }
        }
        return List.copyOf(texts);
    }

    /** Returns the objects of an array, none where there is no array. */
    public List<Document> documents(String name) {
        List<Document> documents = new ArrayList<>();
        for (JsonNode element : node.path(name)) {
            documents.add(of(element));
        }
        return List.copyOf(documents);
    }

    /** Returns the object of a name, an empty one where there is none. */
    public Document document(String name) {
        return of(node.path(name));
    }

    /** Returns whether a name has a value other than null. */
    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Returns this document with another value of a name, or without one. */
    public Document with(String name, @Nullable Object value) {
        ObjectNode copy = copy();
        if (value == null) {
            copy.remove(name);
        } else {
            copy.set(name, tree(value));
        }
        return new Document(copy);
    }

    /** Returns this document with a value of a name that has none. */
    public Document withDefault(String name, Object value) {
        return has(name) ? this : with(name, value);
    }

    /** Returns this document without some names. */
    public Document without(Collection<String> names) {
        ObjectNode copy = copy();
        copy.remove(names);
        return new Document(copy);
    }

    /** What a document holds never changes, so documents may share it. */
    private ObjectNode copy() {
        return MAPPER.createObjectNode().setAll(node);
    }

    /** Returns a value as JSON; the simplest and most frequent without asking the mapper how. */
    public static JsonNode tree(@Nullable Object value) {
        if (value instanceof JsonNode json) {
            return json;
        } else if (value instanceof String text) {
            return MAPPER.getNodeFactory().stringNode(text);
        } else if (value instanceof Boolean flag) {
            return MAPPER.getNodeFactory().booleanNode(flag);
        } else if (value instanceof Long number) {
            return MAPPER.getNodeFactory().numberNode(number);
        }
        return MAPPER.valueToTree(value);
    }

    /** Returns a copy of the JSON object. */
    @JsonValue
    public ObjectNode json() {
        return node.deepCopy();
    }
}
