package dev.dualclient.spring;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The names that there are below {@code dual-client}, as {@link DualClientProperties} has them. Immutable.
 *
 * @param children what may follow, by its name; empty for a value
 * @param entry what stands under any name or index, {@code null} where none may be
 * @param indexed whether entries are counted, and not named
 * @param type the type of a value
 */
record PropertyTree(
        Map<String, PropertyTree> children,
        @Nullable PropertyTree entry,
        boolean indexed,
        @Nullable Class<?> type) {

    static final String PREFIX = "dual-client";

    private static final PropertyTree VALUE = value(Object.class);

    /** The names. */
    static PropertyTree root() {
        Map<String, PropertyTree> children =
                new LinkedHashMap<>(group(DualClientProperties.class).children());
        // To YAML, a bare "on" is the boolean, so "fallback.on" may arrive as "fallback.true".
        PropertyTree fallback = children.get("fallback");
        if (fallback != null) {
            Map<String, PropertyTree> inFallback = new LinkedHashMap<>(fallback.children());
            inFallback.put("true", new PropertyTree(Map.of(), VALUE, true, null));
            children.put("fallback", new PropertyTree(inFallback, null, false, null));
        }
        return new PropertyTree(children, null, false, null);
    }

    private static PropertyTree value(Class<?> type) {
        return new PropertyTree(Map.of(), null, false, type);
    }

    private static PropertyTree group(Class<?> type) {
        Map<String, PropertyTree> children = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            children.put(dashed(component.getName()), of(component.getGenericType()));
        }
        return new PropertyTree(children, null, false, null);
    }

    private static PropertyTree of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            boolean indexed = Collection.class.isAssignableFrom((Class<?>) generic.getRawType());
            return new PropertyTree(Map.of(), of(of[of.length - 1]), indexed, null);
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? group(plain) : value(plain);
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Returns what stands under a name, {@code null} where there is no such name. */
    @Nullable
    PropertyTree at(ConfigurationPropertyName name) {
        PropertyTree at = this;
        for (int i = 1; i < name.getNumberOfElements() && at != null; i++) {
            at = at.next(name, i);
        }
        return at;
    }

    /** Returns the name that somebody may have meant by one that there is not, {@code null} if none is near. */
    @Nullable
    String meant(ConfigurationPropertyName name) {
        PropertyTree at = this;
        int element = 1;
        PropertyTree next = at.next(name, element);
        while (next != null) {
            at = next;
            next = at.next(name, ++element);
        }
        String nearest = Spelling.nearest(name.getElement(element, Form.DASHED), at.children.keySet());
        if (nearest != null) {
            return name.chop(element) + "." + nearest;
        }
        String last = name.getLastElement(Form.DASHED);
        return names().stream()
                .filter(other -> other.endsWith("." + last))
                .findFirst()
                .orElse(null);
    }

    private @Nullable PropertyTree next(ConfigurationPropertyName name, int element) {
        if (entry != null) {
            return !indexed || name.isNumericIndex(element) ? entry : null;
        }
        String uniform = name.getElement(element, Form.UNIFORM);
        return children.entrySet().stream()
                .filter(child -> child.getKey().replace("-", "").equals(uniform))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    boolean isDuration() {
        return type == Duration.class;
    }

    /** Returns the names of all values and entries, those that are under names of an operator's choice left out. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        collect(PREFIX, names);
        return names;
    }

    private void collect(String name, List<String> names) {
        if (children.isEmpty()) {
            names.add(name);
        }
        children.forEach((child, tree) -> tree.collect(name + "." + child, names));
    }
}
