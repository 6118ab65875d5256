package dev.dualclient.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.StreamReadException;

/**
 * A JSON value, or the {@linkplain #isMissingNode absence} of one. What a value of another kind would have is absent or empty
 * here, so a path through a document never fails. The names of the methods are those of Jackson's tree.
 */
public abstract sealed class JsonNode implements Iterable<JsonNode> permits ObjectNode, ArrayNode, ValueNode {

    /** Returns the absence of a value. */
    public static JsonNode missing() {
        return ValueNode.MISSING;
    }

    /** Returns the member of an object, or absence. */
    public JsonNode path(String member) {
        return ValueNode.MISSING;
    }

    /** Returns the element of an array, or absence. */
    public JsonNode path(int index) {
        return ValueNode.MISSING;
    }

    /** Returns the member of an object, {@code null} if there is none. */
    public final @Nullable JsonNode get(String member) {
        JsonNode found = path(member);
        return found.isMissingNode() ? null : found;
    }

    /** Returns the element of an array, {@code null} if there is none. */
    public final @Nullable JsonNode get(int index) {
        JsonNode found = path(index);
        return found.isMissingNode() ? null : found;
    }

    /** Returns the value at a pointer (RFC 6901), or absence. */
    public final JsonNode at(String pointer) {
        JsonNode at = this;
        for (String token :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            at = at instanceof ArrayNode && name.matches("\\d{1,9}") ? at.path(Integer.parseInt(name)) : at.path(name);
        }
        return at;
    }

    /**
     * Returns the member of an object.
     *
     * @throws StreamReadException if there is none
     */
    public final JsonNode required(String member) {
        JsonNode found = path(member);
        if (found.isMissingNode()) {
            throw unexpected("no member " + member);
        }
        return found;
    }

    /** Returns whether an object has a member. */
    public final boolean has(String member) {
        return !path(member).isMissingNode();
    }

    /** Returns whether this is the absence of a value. */
    public boolean isMissingNode() {
        return false;
    }

    /** Returns whether this is JSON's {@code null}. */
    public boolean isNull() {
        return false;
    }

    /** Returns whether this is a text. */
    public boolean isString() {
        return false;
    }

    /** Returns whether this is a number. */
    public boolean isNumber() {
        return false;
    }

    /** Returns whether this is {@code true} or {@code false}. */
    public boolean isBoolean() {
        return false;
    }

    /** Returns whether this is an object. */
    public final boolean isObject() {
        return this instanceof ObjectNode;
    }

    /** Returns whether this is an array. */
    public final boolean isArray() {
        return this instanceof ArrayNode;
    }

    /** Returns whether this is an object or an array. */
    public final boolean isContainer() {
        return isObject() || isArray();
    }

    /** Returns whether this is a text, a number, a boolean or {@code null}. */
    public final boolean isValueNode() {
        return !isContainer() && !isMissingNode();
    }

    /** Returns how many elements or members there are. */
    public int size() {
        return 0;
    }

    /** Returns whether there are no elements or members. */
    public final boolean isEmpty() {
        return size() == 0;
    }

    /** Returns the elements of an array or the values of an object. */
    public List<JsonNode> values() {
        return List.of();
    }

    /** Returns the members of an object. */
    public Set<Map.Entry<String, JsonNode>> properties() {
        return Set.of();
    }

    /** Returns the names of the members of an object. */
    public Set<String> propertyNames() {
        return Set.of();
    }

    /** Hands over each member of an object. */
    public final void forEachEntry(BiConsumer<? super String, ? super JsonNode> action) {
        properties().forEach(member -> action.accept(member.getKey(), member.getValue()));
    }

    @Override
    public final Iterator<JsonNode> iterator() {
        return values().iterator();
    }

    /** Returns a text, a number or a boolean as text, empty for anything else. */
    public String asString() {
        return "";
    }

    /** Returns a text, a number or a boolean as text, and something else for anything else. */
    public final String asString(String other) {
        return isValueNode() && !isNull() ? asString() : other;
    }

    /**
     * Returns a text.
     *
     * @throws StreamReadException if this is none
     */
    public final String stringValue() {
        if (!isString()) {
            throw unexpected("no text");
        }
        return asString();
    }

    /** Returns a text, and something else for anything else. */
    public final @Nullable String stringValue(@Nullable String other) {
        return isString() ? asString() : other;
    }

    /**
     * Returns {@code true} or {@code false}.
     *
     * @throws StreamReadException if this is neither
     */
    public final boolean asBoolean() {
        if (!isBoolean()) {
            throw unexpected("neither true nor false");
        }
        return asString().equals("true");
    }

    /** Returns {@code true} or {@code false}, and something else for anything else. */
    public final boolean asBoolean(boolean other) {
        return isBoolean() ? asBoolean() : other;
    }

    /** Returns whether this is {@code true}. */
    public final boolean booleanValue() {
        return asBoolean(false);
    }

    /**
     * Returns a whole number.
     *
     * @throws StreamReadException if this is none
     */
    public final long asLong() {
        try {
            return Long.parseLong(asString());
        } catch (NumberFormatException none) {
            throw unexpected("no whole number");
        }
    }

    /** Returns a whole number, and something else for anything else. */
    public final long asLong(long other) {
        try {
            return Long.parseLong(asString());
        } catch (NumberFormatException none) {
            return other;
        }
    }

    /** Returns a whole number, and something else for anything else. */
    public final int asInt(int other) {
        long number = asLong(other);
        return number == (int) number ? (int) number : other;
    }

    /** Returns a whole number, as {@link #asLong()} does. */
    public final long longValue() {
        return asLong();
    }

    /** Returns a whole number, as {@link #asLong()} does. */
    public final int intValue() {
        return (int) asLong();
    }

    /**
     * Returns a number.
     *
     * @throws StreamReadException if this is none
     */
    public final double asDouble() {
        if (!isNumber()) {
            throw unexpected("no number");
        }
        return Double.parseDouble(asString());
    }

    /** Returns a copy that can be changed without changing this. */
    public JsonNode deepCopy() {
        return this;
    }

    private static StreamReadException unexpected(String what) {
        return new StreamReadException(null, "the document has " + what + " where it needs one");
    }

    /** Returns the JSON, empty for absence. */
    @Override
    public String toString() {
        return isMissingNode() ? "" : JsonFormat.writeText(this);
    }
}
