package dev.dualclient.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object, whose members keep their order. Mutable, not thread-safe. */
public final class ObjectNode extends JsonNode {

    private final Map<String, JsonNode> members = new LinkedHashMap<>();

    /** Creates an empty object. */
    public ObjectNode() {}

    /** Sets a member. */
    public ObjectNode set(String name, JsonNode value) {
        members.put(name, value);
        return this;
    }

    /** Sets a member to a text, or to {@code null}. */
    public ObjectNode put(String name, @Nullable String text) {
        return set(name, text == null ? ValueNode.NULL : ValueNode.text(text));
    }

    /** Sets a member to {@code null}. */
    public ObjectNode putNull(String name) {
        return set(name, ValueNode.NULL);
    }

    /** Sets a member to a number. */
    public ObjectNode put(String name, long number) {
        return set(name, ValueNode.number(Long.toString(number)));
    }

    /** Sets a member to {@code true} or {@code false}. */
    public ObjectNode put(String name, boolean flag) {
        return set(name, flag ? ValueNode.TRUE : ValueNode.FALSE);
    }

    /** Sets a member to a number. */
    public ObjectNode put(String name, double number) {
        return set(name, ValueNode.number(Double.toString(number)));
    }

    /** Sets a member to an empty array, and returns that. */
    public ArrayNode putArray(String name) {
        ArrayNode array = new ArrayNode();
        set(name, array);
        return array;
    }

    /** Sets a member to an empty object, and returns that. */
    public ObjectNode putObject(String name) {
        ObjectNode object = new ObjectNode();
        set(name, object);
        return object;
    }

    /** Sets all members of another one. */
    public ObjectNode setAll(ObjectNode other) {
        members.putAll(other.members);
        return this;
    }

    /** Takes a member away; returns what it was, {@code null} if there was none. */
    public @Nullable JsonNode remove(String name) {
        return members.remove(name);
    }

    /** Takes members away. */
    public ObjectNode remove(Collection<String> names) {
        members.keySet().removeAll(names);
        return this;
    }

    @Override
    public JsonNode path(String member) {
        return members.getOrDefault(member, ValueNode.MISSING);
    }

    @Override
    public int size() {
        return members.size();
    }

    @Override
    public List<JsonNode> values() {
        return List.copyOf(members.values());
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> properties() {
        return Collections.unmodifiableMap(members).entrySet();
    }

    @Override
    public Set<String> propertyNames() {
        return Collections.unmodifiableSet(members.keySet());
    }

    @Override
    public ObjectNode deepCopy() {
        ObjectNode copy = new ObjectNode();
        members.forEach((name, value) -> copy.set(name, value.deepCopy()));
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectNode object && object.members.equals(members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }
}
