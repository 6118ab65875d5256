package dev.dualclient.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A JSON array. Mutable, not thread-safe. */
public final class ArrayNode extends JsonNode {

    private final List<JsonNode> elements = new ArrayList<>();

    /** Creates an empty array. */
    public ArrayNode() {}

    /** Adds a value. */
    public ArrayNode add(JsonNode value) {
        elements.add(value);
        return this;
    }

    /** Adds a text. */
    public ArrayNode add(String text) {
        return add(ValueNode.text(text));
    }

    /** Adds an empty object, and returns that. */
    public ObjectNode addObject() {
        ObjectNode object = new ObjectNode();
        add(object);
        return object;
    }

    /** Adds values. */
    public ArrayNode addAll(Collection<? extends JsonNode> others) {
        elements.addAll(others);
        return this;
    }

    @Override
    public JsonNode path(int index) {
        return index >= 0 && index < elements.size() ? elements.get(index) : ValueNode.MISSING;
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public List<JsonNode> values() {
        return Collections.unmodifiableList(elements);
    }

    @Override
    public ArrayNode deepCopy() {
        ArrayNode copy = new ArrayNode();
        elements.forEach(element -> copy.add(element.deepCopy()));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArrayNode array && array.elements.equals(elements);
    }

    @Override
    public int hashCode() {
        return elements.hashCode();
    }
}
