package dev.dualclient.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a property is written. Immutable, thread-safe.
 *
 * @param form what a value has to look like, for messages; empty where every text is one
 * @param isDuration whether a value needs a unit of time
 * @param isList whether several values may follow each other, separated by commas or by index
 * @param isSecret whether messages leave the value out
 * @param parser reads a value; {@code null} or an {@link IllegalArgumentException} says that the text is none
 * @param <T> the type of a value
 */
public record ValueType<T>(
        String form, boolean isDuration, boolean isList, boolean isSecret, Function<String, @Nullable T> parser) {

    private static final Pattern AMOUNT = Pattern.compile("([+-]?\\d+)([a-zA-Z]*)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ns", Duration.ofNanos(1),
            "us", Duration.ofNanos(1000),
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

    /** Returns the type of texts, which may be secrets. */
    public static ValueType<String> text() {
        return new ValueType<>("", false, false, true, text -> text);
    }

    /** Returns the type of durations: {@code 8s}, {@code 500ms}, {@code 90d}, {@code PT8S}, and 0. */
    public static ValueType<Duration> duration() {
        return new ValueType<>("a duration like 8s, 500ms, 24h or 90d", true, false, false, ValueType::toDuration);
    }

    /** Returns the type of sizes in bytes: {@code 1MB}. */
    public static ValueType<Long> size() {
        return new ValueType<>("a size like 1MB", false, false, false, ValueType::toBytes);
    }

    /** Returns the type of whole numbers that may be large. */
    public static ValueType<Long> whole() {
        return new ValueType<>("a whole number", false, false, false, Long::valueOf);
    }

    /** Returns the type of whole numbers. */
    public static ValueType<Integer> integer() {
        return new ValueType<>("a whole number", false, false, false, Integer::valueOf);
    }

    /** Returns the type of numbers. */
    public static ValueType<BigDecimal> number() {
        return new ValueType<>("a number", false, false, false, BigDecimal::new);
    }

    /** Returns the type of {@code true} and {@code false}, also written as on, yes, 1 and off, no, 0. */
    public static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", false, false, false, text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> null;
        });
    }

    /** Returns the type of the constants of an enum, written in lower case with hyphens. */
    public static <E extends Enum<E>> ValueType<E> oneOf(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        String all = constants.stream().map(ValueType::written).collect(Collectors.joining(", "));
        return new ValueType<>(
                "one of " + all,
                false,
                false,
                false,
                text -> constants.stream()
                        .filter(constant ->
                                PropertyName.uniform(written(constant)).equals(PropertyName.uniform(text)))
                        .findFirst()
                        .orElse(null));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the type of texts of which there are a few. */
    public static ValueType<String> choice(String... texts) {
        List<String> all = List.of(texts);
        return new ValueType<>(
                "one of " + String.join(", ", all),
                false,
                false,
                false,
                text -> all.contains(text.toLowerCase(Locale.ROOT)) ? text : null);
    }

    /** Returns the type of lists of texts. */
    public static ValueType<List<String>> texts() {
        return new ValueType<>("", false, true, true, text -> entries(text).toList());
    }

    /** Returns the type of lists of whole numbers. */
    public static ValueType<List<Integer>> integers() {
        return new ValueType<>(
                "whole numbers with commas between them",
                false,
                true,
                false,
                text -> entries(text).map(Integer::valueOf).toList());
    }

    private static Stream<String> entries(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(entry -> !entry.isEmpty());
    }

    /**
     * Returns the value that a text stands for.
     *
     * @param name the name of the property, for messages
     * @throws IllegalArgumentException if the text is no value; the message says what to write
     */
    public T read(String name, String text) {
        T value;
        try {
            value = parser.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException unreadable) {
            value = null;
        }
        if (value == null) {
            throw new IllegalArgumentException(
                    name + (isSecret ? " cannot be read" : " is " + text.strip()) + ": write " + form);
        }
        return value;
    }

    private static @Nullable Duration toDuration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            String unit = amount.group(2).toLowerCase(Locale.ROOT);
            long count = Long.parseLong(amount.group(1));
            Duration one = unit.isEmpty() && count == 0 ? Duration.ofMillis(1) : UNITS.get(unit);
            return one == null ? null : one.multipliedBy(count);
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException unreadable) {
            return null;
        }
    }

    private static @Nullable Long toBytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? SIZES.get(amount.group(2)) : null;
        return unit == null ? null : Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
    }
}
