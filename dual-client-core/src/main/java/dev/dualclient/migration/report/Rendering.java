package dev.dualclient.migration.report;

import dev.dualclient.json.JsonFormat;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports as text for a terminal and as JSON, the same for the actuator, a command line, and a page. */
public final class Rendering {

    private static final Pattern DERIVED = Pattern.compile("is[A-Z].*");

    private Rendering() {}

    /** Returns a constant as properties have it: {@code secret-differs}. */
    public static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns a report of this project as an indented JSON text.
     *
     * @throws IllegalArgumentException as {@link #map} does
     */
    public static String json(Object report) {
        return JsonFormat.writeIndented(map(report));
    }

    /**
     * Returns a report of this project as maps, lists and scalars, which any JSON library writes alike. A record has its
     * components and what its methods {@code isX} tell, a constant is as properties have it, a time and a duration are as ISO
     * 8601 has them, and {@code null} stays.
     *
     * @throws IllegalArgumentException if it is no public record, or holds what is neither a record nor any of these
     */
    public static Map<String, @Nullable Object> map(Object report) {
        if (report instanceof Record told) {
            return members(told);
        }
        throw unknown(report);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Number) {
            return value;
        } else if (value instanceof Enum<?> constant) {
            return kebab(constant);
        } else if (value instanceof Instant || value instanceof Duration) {
            return value.toString();
        } else if (value instanceof Collection<?> values) {
            List<@Nullable Object> list = new ArrayList<>();
            values.forEach(one -> list.add(plain(one)));
            return list;
        } else if (value instanceof Map<?, ?> values) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            values.forEach((key, one) -> map.put(String.valueOf(plain(key)), plain(one)));
            return map;
        } else if (value instanceof Record told) {
            return members(told);
        }
        throw unknown(value);
    }

    private static Map<String, @Nullable Object> members(Record told) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (RecordComponent component : told.getClass().getRecordComponents()) {
            members.put(component.getName(), plain(answer(told, component.getAccessor())));
        }
        Map<String, @Nullable Object> derived = new TreeMap<>(); // methods come in no order of their own
        for (Method method : told.getClass().getMethods()) {
            String name = method.getName();
            if (DERIVED.matcher(name).matches()
                    && method.getReturnType() == boolean.class
                    && method.getParameterCount() == 0) {
                derived.put(name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3), answer(told, method));
            }
        }
        derived.forEach(members::putIfAbsent);
        return members;
    }

    private static @Nullable Object answer(Record told, Method method) {
        try {
            return method.invoke(told);
        } catch (IllegalAccessException hidden) {
            throw unknown(told);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("a report cannot tell its " + method.getName(), failed.getCause());
        }
    }

    private static IllegalArgumentException unknown(Object value) {
        return new IllegalArgumentException(
                value.getClass().getName() + " is no report: hand over a public record of this project");
    }

    /** Returns checks as text: a line each, and below it the advice. */
    public static String text(List<CheckResult> checks) {
        StringBuilder text = new StringBuilder();
        int width = checks.stream().mapToInt(check -> check.id().length()).max().orElse(0);
        for (CheckResult check : checks) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-7s  %-" + Math.max(1, width) + "s  %s%n",
                    check.result(),
                    check.id(),
                    check.evidence()));
            if (check.advice() != null) {
                text.append(" ".repeat(9 + width + 2))
                        .append("-> ")
                        .append(check.advice())
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** Returns a duration as a property has it: {@code 375d}, {@code 90s}, {@code 1500ms}. */
    public static String duration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
