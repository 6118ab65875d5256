package dev.dualclient.spring;

import dev.dualclient.settings.PropertyName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The values of {@link DualClientProperties} by the names of the properties. */
final class BoundProperties {

    private final Map<PropertyName, String> values = new LinkedHashMap<>();

    BoundProperties(DualClientProperties properties) {
        add(List.of(), properties);
    }

    /** Returns the values as they could have been written. What is not written and has no default is not among them. */
    Map<PropertyName, String> values() {
        return values;
    }

    private void add(List<String> name, @Nullable Object value) {
        if (value instanceof Record group) {
            for (RecordComponent component : group.getClass().getRecordComponents()) {
                add(with(name, dashed(component.getName())), read(component, group));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> add(with(name, String.valueOf(key)), entry));
        } else if (value instanceof Collection<?> list && list.stream().anyMatch(Record.class::isInstance)) {
            int index = 0;
            for (Object entry : list) {
                add(with(name, String.valueOf(index++)), entry);
            }
        } else if (value != null) {
            values.put(new PropertyName(PropertyName.PREFIX + "." + String.join(".", name), name), text(value));
        }
    }

    private static List<String> with(List<String> name, String element) {
        List<String> longer = new ArrayList<>(name);
        longer.add(element);
        return longer;
    }

    private static @Nullable Object read(RecordComponent component, Record group) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(group);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .filter(Objects::nonNull) // after a comma at the end
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
        }
        return value instanceof DataSize size ? size.toBytes() + "B" : value.toString();
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
