package dev.dualclient.spring.actuate;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Constants as properties have them: {@code primary-first}. */
final class Kebab {

    private Kebab() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable String ofNullable(@Nullable Enum<?> constant) {
        return constant == null ? null : of(constant);
    }

    static List<String> ofAll(Collection<? extends Enum<?>> constants) {
        return constants.stream().sorted().map(Kebab::of).toList();
    }

    /**
     * Reads a constant.
     *
     * @throws InvalidRequestException if there is none of that name; the message says what to write
     */
    static <E extends Enum<E>> E read(Class<E> type, String name, String text) {
        return read(type, name, text, List.of());
    }

    /** The same where a few other words were read before, which the message names too. */
    static <E extends Enum<E>> E read(Class<E> type, String name, String text, List<String> others) {
        E[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> of(constant).equalsIgnoreCase(text.strip().replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(name + " is none of those that there are: write "
                        + Stream.concat(
                                        others.stream(),
                                        Arrays.stream(constants).map(Kebab::of))
                                .collect(Collectors.joining(", or "))));
    }
}
