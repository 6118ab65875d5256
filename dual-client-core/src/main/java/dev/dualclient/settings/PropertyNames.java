package dev.dualclient.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names that there are: a tree whose branches are groups, and whose leaves are properties. Immutable, thread-safe.
 *
 * <p>It is made from patterns, as Spring Boot's metadata has them: {@code clients.*.stage} has a key of the operator's choice
 * in the place of the star, and {@code gateway.callers[*].user} an index.
 */
public final class PropertyNames {

    private static final Pattern INDEX = Pattern.compile("\\d+");

    /** A key that needs no brackets. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");

    private final Node root = new Node();
    private final Set<String> patterns;

    /** A group or a property. What may follow a name is either one of the children, or an entry under any key or index. */
    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private @Nullable Node entry;
        private boolean indexed;
        private @Nullable String pattern;
        private @Nullable ValueType<?> type;

        private Node child(String name) {
            return children.computeIfAbsent(name, unused -> new Node());
        }

        private Node entry(boolean counted) {
            Node under = entry == null ? new Node() : entry;
            entry = under;
            indexed = counted;
            return under;
        }

        private @Nullable Node next(String element) {
            if (entry != null) {
                return !indexed || INDEX.matcher(element).matches() ? entry : null;
            }
            String uniform = PropertyName.uniform(element);
            return children.entrySet().stream()
                    .filter(child -> PropertyName.uniform(child.getKey()).equals(uniform))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A property that a name is the name of.
     *
     * @param pattern the pattern that the name follows, without the prefix
     * @param type how its value is written
     * @param key the key in the place of the star, empty where there is none
     * @param index the place in a list, {@code -1} where the name has none
     */
    public record Found(String pattern, ValueType<?> type, String key, int index) {}

    /**
     * Makes the tree.
     *
     * @param types how the value of each property is written, by its pattern without the prefix
     */
    public PropertyNames(Map<String, ValueType<?>> types) {
        patterns = Set.copyOf(types.keySet());
        types.forEach(this::add);
    }

    private void add(String pattern, ValueType<?> type) {
        Node at = root;
        for (String element : pattern.split("\\.")) {
            if (element.equals("*")) {
                at = at.entry(false);
            } else if (element.endsWith("[*]")) {
                at = at.child(element.substring(0, element.length() - "[*]".length()))
                        .entry(true);
            } else {
                at = at.child(element);
            }
        }
        at.pattern = pattern;
        at.type = type;
        if (type.isList()) {
            Node entry = at.entry(true);
            entry.pattern = pattern;
            entry.type = type;
        }
    }

    /** Returns the property of a name, {@code null} if there is none. */
    public @Nullable Found find(PropertyName name) {
        Node at = root;
        String key = "";
        int index = -1;
        for (String element : name.elements()) {
            boolean counted = at.entry != null && at.indexed;
            boolean named = at.entry != null && !at.indexed;
            at = at.next(element);
            if (at == null) {
                return null;
            }
            key = named ? element : key;
            index = counted ? Integer.parseInt(element) : index;
        }
        return at.pattern == null || at.type == null ? null : new Found(at.pattern, at.type, key, index);
    }

    /**
     * Returns a name as the documents write it, with the operator's key and the index in their places.
     *
     * @throws IllegalArgumentException if there is no such property
     */
    public String canonical(PropertyName name) {
        Found found = find(name);
        if (found == null) {
            throw new IllegalArgumentException(name + " is no property of Dual Client");
        }
        String key = PLAIN.matcher(found.key()).matches() ? "." + found.key() : "[" + found.key() + "]";
        String pattern = found.pattern().replace(".*", key).replace("[*]", "[" + found.index() + "]");
        boolean entry = found.index() >= 0 && found.type().isList();
        return PropertyName.PREFIX + "." + pattern + (entry ? "[" + found.index() + "]" : "");
    }

    /** Returns the name that somebody may have meant by one that there is not, {@code null} if none is near. */
    public @Nullable String meant(PropertyName name) {
        StringBuilder before = new StringBuilder(PropertyName.PREFIX);
        Node at = root;
        for (String element : name.elements()) {
            Node next = at.next(element);
            if (next == null) {
                String nearest = Spelling.nearest(element.toLowerCase(Locale.ROOT), at.children.keySet());
                return nearest != null ? before + "." + nearest : elsewhere(name);
            }
            before.append(at.entry != null && at.indexed ? "[" + element + "]" : "." + element);
            at = next;
        }
        return null;
    }

    /** A property of another group that ends with the same word. */
    private @Nullable String elsewhere(PropertyName name) {
        String last = name.elements().get(name.elements().size() - 1).toLowerCase(Locale.ROOT);
        return fixed().stream()
                .filter(other -> other.endsWith("." + last))
                .findFirst()
                .orElse(null);
    }

    /** Returns the patterns of all properties, without the prefix. */
    public Set<String> patterns() {
        return patterns;
    }

    /** Returns the whole names of the properties and maps, without what is under keys of an operator's choice. */
    public List<String> fixed() {
        List<String> names = new ArrayList<>();
        collect(root, PropertyName.PREFIX, names);
        return names;
    }

    private static void collect(Node node, String name, List<String> names) {
        if (node.children.isEmpty()) {
            names.add(name);
        }
        node.children.forEach((child, under) -> collect(under, name + "." + child, names));
    }

    /**
     * Returns the name of the property that an environment variable sets, {@code null} if it sets none:
     * {@code DUAL_CLIENT_PRIMARY_BASE_URL} and {@code DUALCLIENT_PRIMARY_BASEURL} set {@code primary.base-url}.
     */
    public @Nullable PropertyName ofVariable(String variable) {
        List<String> words = List.of(variable.split("_"));
        for (int prefix = 1; prefix <= Math.min(2, words.size()); prefix++) {
            if (String.join("", words.subList(0, prefix)).equalsIgnoreCase("dualclient")) {
                List<String> elements = elements(root, words.subList(prefix, words.size()));
                return elements == null ? null : new PropertyName(variable, elements);
            }
        }
        return null;
    }

    /** Joins words to elements in the first way that ends at a property. */
    private static @Nullable List<String> elements(Node at, List<String> words) {
        if (words.isEmpty()) {
            return at.type == null ? null : List.of();
        }
        for (int count = 1; count <= words.size(); count++) {
            String element = String.join("_", words.subList(0, count)).toLowerCase(Locale.ROOT);
            Node next = at.next(element);
            List<String> rest = next == null ? null : elements(next, words.subList(count, words.size()));
            if (rest != null) {
                List<String> all = new ArrayList<>(List.of(element));
                all.addAll(rest);
                return all;
            }
        }
        return null;
    }
}
