package dev.dualclient.shadow;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Where two documents differ in what they mean. Nothing, {@code null}, {@code false}, zero, and what is empty mean the
 * same, for an SDK reads them alike; a number and its text do, too; the order of a list means nothing. Text for people
 * is not compared.
 */
public final class Differences {

    private static final int MAX_FIELDS = 50;

    /** Texts for people, which differ from version to version. */
    private static final Set<String> UNCOMPARED = Set.of("resultMessage");

    /** Texts that hold JSON themselves. */
    private static final Set<String> NESTED = Set.of("responseContent");

    private final Set<String> fields = new TreeSet<>();

    private Differences() {}

    /** Returns the names of the fields that differ, at most 50. */
    public static List<String> between(@Nullable JsonNode one, @Nullable JsonNode other) {
        Differences differences = new Differences();
        differences.compare("", orEmpty(one), orEmpty(other));
        return differences.fields.stream().limit(MAX_FIELDS).toList();
    }

    private static JsonNode orEmpty(@Nullable JsonNode node) {
        return node == null ? new ObjectNode() : node;
    }

    private void compare(String path, JsonNode one, JsonNode other) {
        if (isNothing(one) && isNothing(other)) {
            return;
        }
        if (one.isObject() && other.isObject()) {
            Set<String> names = new TreeSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            for (String name : names) {
                if (!UNCOMPARED.contains(name)) {
                    String at = path.isEmpty() ? name : path + '.' + name;
                    compare(at, value(name, one), value(name, other));
                }
            }
        } else if (one.isArray() && other.isArray() && one.size() == other.size()) {
            List<JsonNode> left = sorted(one);
            List<JsonNode> right = sorted(other);
            for (int i = 0; i < left.size(); i++) {
                compare(path + "[]", left.get(i), right.get(i));
            }
        } else if (!one.isValueNode() || !other.isValueNode() || !one.asString().equals(other.asString())) {
            fields.add(path);
        }
    }

    private static JsonNode value(String name, JsonNode object) {
        JsonNode value = object.path(name);
        if (!NESTED.contains(name) || !value.isString()) {
            return value;
        }
        try {
            JsonNode inner = JsonFormat.read(value.asString());
            return inner.isObject() ? inner : value;
        } catch (JacksonException noJson) {
            return value;
        }
    }

    private static boolean isNothing(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || node.isContainer() && node.isEmpty()
                || node.isBoolean() && !node.asBoolean()
                || node.isNumber() && node.asDouble() == 0
                || node.isString() && node.asString().isEmpty();
    }

    private static List<JsonNode> sorted(JsonNode list) {
        List<JsonNode> entries = new ArrayList<>();
        list.forEach(entries::add);
        entries.sort(Comparator.comparing(JsonNode::toString));
        return entries;
    }
}
