package dev.dualclient.test.attack;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An odd way of writing a value. One character stands for it, before the thing that is so written. */
enum Writing {
    FIRST_PERCENT_ENCODED,
    ALL_PERCENT_ENCODED,
    ALL_PERCENT_ENCODED_IN_LOWER_CASE,
    PERCENT_ENCODED_TWICE,
    FIRST_OVERLONG,
    FIRST_OVERLONG_IN_THREE,
    FIRST_IN_RAW_OVERLONG_BYTES,
    FIRST_JSON_ESCAPED,
    ALL_JSON_ESCAPED,
    WITHOUT_LAST,
    UPPER_CASE,
    TWICE,
    FIRST_FULL_WIDTH;

    private static final char FIRST = '\ue100';

    /** Returns the text that stands for it. */
    String text() {
        return String.valueOf((char) (FIRST + ordinal()));
    }

    /** Returns what a character stands for, {@code null} for itself. */
    static @Nullable Writing of(char c) {
        int ordinal = c - FIRST;
        return ordinal >= 0 && ordinal < values().length ? values()[ordinal] : null;
    }

    /** Writes a value. */
    String write(String value) {
        String rest = value.substring(1);
        int first = value.charAt(0);
        return switch (this) {
            case FIRST_PERCENT_ENCODED -> percent(value.substring(0, 1)) + rest;
            case ALL_PERCENT_ENCODED -> percent(value);
            case ALL_PERCENT_ENCODED_IN_LOWER_CASE -> percent(value).toLowerCase(Locale.ROOT);
            case PERCENT_ENCODED_TWICE -> percent(value).replace("%", "%25");
            case FIRST_OVERLONG -> "%%%02X%%%02X".formatted(0xc0 | first >> 6, 0x80 | first & 0x3f) + rest;
            case FIRST_OVERLONG_IN_THREE -> "%%E0%%%02X%%%02X".formatted(0x80 | first >> 6, 0x80 | first & 0x3f) + rest;
            case FIRST_IN_RAW_OVERLONG_BYTES ->
                RawBytes.of(0xc0 | first >> 6) + RawBytes.of(0x80 | first & 0x3f) + rest;
            case FIRST_JSON_ESCAPED -> escaped(value.substring(0, 1)) + rest;
            case ALL_JSON_ESCAPED -> escaped(value);
            case WITHOUT_LAST -> value.substring(0, value.length() - 1);
            case UPPER_CASE -> value.toUpperCase(Locale.ROOT);
            case TWICE -> value + value;
            case FIRST_FULL_WIDTH -> (char) (first + 0xfee0) + rest;
        };
    }

    private static String percent(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(each & 0xff));
        }
        return encoded.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
