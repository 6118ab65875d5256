package dev.dualclient.routing;

import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The union of two lists: JWK sets, clients, tokens, authorizations. Entries that both hold appear once, and the
 * primary's entry wins.
 */
public final class Union {

    private static final String KEYS = "keys";

    /** The field that holds the entries, and the member that tells one entry from another; keys are told by more. */
    private static final Map<String, String> IDENTITIES =
            Map.of(KEYS, "kid", "clients", "clientId", "accessTokens", "accessTokenHash");

    /** Members that only a private or symmetric JWK has (RFC 7518 section 6). */
    private static final List<String> PRIVATE = List.of("d", "k");

    private static final int DEFAULT_END = 5; // what Authlete takes where a caller names no range

    private Union() {}

    /**
     * Returns the union, with the primary's entries first.
     *
     * @param primary what the primary answered
     * @param secondary what the secondary answered
     * @param start the first entry wanted of a paged list
     * @param end the entry after the last one wanted
     */
    public static JsonNode of(JsonNode primary, JsonNode secondary, int start, int end) {
        Map.Entry<String, String> list = listIn(primary, secondary);
        if (list == null
                || holdsPrivateKeys(primary)
                || holdsPrivateKeys(secondary)
                || !(primary instanceof ObjectNode)) {
            return primary;
        }
        if (list.getKey().equals(KEYS)) {
            return keys(primary, secondary);
        }
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        int twice = collect(primary.path(list.getKey()), list.getValue(), entries)
                + collect(secondary.path(list.getKey()), list.getValue(), entries);
        ObjectNode union = (ObjectNode) primary.deepCopy();
        ArrayNode page = new ArrayNode();
        boolean paged = primary.has("totalCount");
        entries.values().stream()
                .skip(paged ? start : 0)
                .limit(paged ? Math.max(0, end - start) : Long.MAX_VALUE)
                .forEach(page::add);
        union.set(list.getKey(), page);
        if (paged) {
            union.put("start", start);
            union.put("end", end);
            union.put(
                    "totalCount",
                    primary.path("totalCount").asInt(0)
                            + secondary.path("totalCount").asInt(0)
                            - twice);
        }
        return union;
    }

    private static Map.@Nullable Entry<String, String> listIn(JsonNode primary, JsonNode secondary) {
        return IDENTITIES.entrySet().stream()
                .filter(list -> primary.path(list.getKey()).isArray()
                        || secondary.path(list.getKey()).isArray())
                .findFirst()
                .orElse(null);
    }

    /** Returns the end of a range as a caller wrote it, or Authlete's default. */
    public static int end(@Nullable String text) {
        return number(text, DEFAULT_END);
    }

    /** Returns the start of a range as a caller wrote it, or Authlete's default. */
    public static int start(@Nullable String text) {
        return number(text, 0);
    }

    /** Whether a document is a JWK set with private or symmetric keys. */
    public static boolean holdsPrivateKeys(JsonNode document) {
        for (JsonNode key : document.path(KEYS)) {
            if (PRIVATE.stream().anyMatch(key::has)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the ids by which two JWK sets mean different keys, of which the union holds the primary's alone. */
    public static Set<String> differingKeys(JsonNode primary, JsonNode secondary) {
        return new KeyUnion(primary.path(KEYS), secondary.path(KEYS)).conflicts();
    }

    private static JsonNode keys(JsonNode primary, JsonNode secondary) {
        ObjectNode union = (ObjectNode) primary.deepCopy();
        union.putArray(KEYS).addAll(new KeyUnion(primary.path(KEYS), secondary.path(KEYS)).keys());
        return union;
    }

    private static int collect(JsonNode list, String identity, Map<String, JsonNode> entries) {
        int twice = 0;
        for (JsonNode entry : list) {
            String id = entry.path(identity).asString("");
            String key = id.isEmpty() ? entry.toString() : id;
            if (entries.putIfAbsent(key, entry) != null) {
                twice++;
            }
        }
        return twice;
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? otherwise : Integer.parseInt(text);
            return number < 0 ? otherwise : number;
        } catch (NumberFormatException notANumber) {
            return otherwise; // the backends refuse it in their own words
        }
    }
}
