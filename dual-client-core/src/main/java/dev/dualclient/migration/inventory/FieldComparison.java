package dev.dualclient.migration.inventory;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.shadow.Differences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two objects of Authlete's API field by field, in what the values mean: nothing, {@code null}, {@code false}, zero
 * and what is empty are the same, a number is its text, the order of a list means nothing.
 */
final class FieldComparison {

    private static final String EXTENSION = "extension";

    /** What a client of the secondary may ask for, the primary has to support; it may support more. */
    private static final Map<String, Fields.Comparison> SPECIAL = Map.of(
            "supportedGrantTypes", FieldComparison::isWithin,
            "supportedResponseTypes", FieldComparison::isWithin,
            "supportedTokenAuthMethods", FieldComparison::isWithin,
            "supportedScopes", FieldComparison::keepsScopes,
            "jwks", FieldComparison::hasSameKeys);

    private final Fields fields;

    FieldComparison(Fields fields) {
        this.fields = fields;
    }

    /** Returns the fields that differ, in the order of their names. */
    List<FieldDifference> between(JsonNode secondary, JsonNode primary) {
        List<FieldDifference> differences = new ArrayList<>();
        compare("", secondary, primary, differences);
        return differences;
    }

    private void compare(String path, JsonNode secondary, JsonNode primary, List<FieldDifference> differences) {
        Set<String> names = new TreeSet<>(secondary.propertyNames());
        names.addAll(primary.propertyNames());
        for (String name : names) {
            String field = path + name;
            JsonNode one = secondary.path(name);
            JsonNode other = primary.path(name);
            if (name.equals(EXTENSION)) {
                compare(EXTENSION + ".", one, other, differences);
            } else if (isCompared(field) && !isSame(name, one, other)) {
                differences.add(new FieldDifference(field, fields.severity(field)));
            }
        }
    }

    private boolean isCompared(String field) {
        return !fields.ignored().contains(field);
    }

    private static boolean isSame(String name, JsonNode secondary, JsonNode primary) {
        Fields.Comparison special = SPECIAL.get(name);
        return special != null ? special.test(secondary, primary) : isEqual(secondary, primary);
    }

    private static boolean isEqual(JsonNode one, JsonNode other) {
        return Differences.between(wrapped(one), wrapped(other)).isEmpty();
    }

    private static ObjectNode wrapped(JsonNode value) {
        ObjectNode wrapped = new ObjectNode();
        if (!value.isMissingNode()) {
            wrapped.set("value", value);
        }
        return wrapped;
    }

    static boolean isWithin(JsonNode secondary, JsonNode primary) {
        Set<String> supported = new HashSet<>();
        primary.forEach(value -> supported.add(value.asString("")));
        for (JsonNode value : secondary) {
            if (!supported.contains(value.asString(""))) {
                return false;
            }
        }
        return true;
    }

    /** A scope that the primary lacks is refused there, and one that it adds by default widens every request. */
    private static boolean keepsScopes(JsonNode secondary, JsonNode primary) {
        Map<String, JsonNode> supported = new HashMap<>();
        primary.forEach(scope -> supported.put(scope.path("name").asString(""), scope));
        for (JsonNode scope : secondary) {
            JsonNode same = supported.remove(scope.path("name").asString(""));
            if (same == null
                    || scope.path("defaultEntry").asBoolean(false)
                            != same.path("defaultEntry").asBoolean(false)
                    || !isEqual(scope.path("attributes"), same.path("attributes"))) {
                return false;
            }
        }
        return supported.values().stream()
                .noneMatch(more -> more.path("defaultEntry").asBoolean(false));
    }

    private static boolean hasSameKeys(JsonNode secondary, JsonNode primary) {
        if (!secondary.isString() || !primary.isString()) {
            return isEqual(secondary, primary);
        }
        Set<String> one = KeyComparison.thumbprints(secondary.asString());
        Set<String> other = KeyComparison.thumbprints(primary.asString());
        return one == null || other == null ? isEqual(secondary, primary) : Objects.equals(one, other);
    }
}
