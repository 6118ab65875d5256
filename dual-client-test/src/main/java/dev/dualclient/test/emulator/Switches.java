package dev.dualclient.test.emulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The switches of {@link AuthleteEmulatorBuilder} as words of a command line. */
final class Switches {

    private static final Map<String, UnaryOperator<AuthleteEmulatorBuilder>> BY_NAME = new TreeMap<>(Map.of(
            "secrets-hidden",
            AuthleteEmulatorBuilder::secretsHidden,
            "form-last-value",
            builder -> builder.formParsing(FormParsing.LAST_VALUE),
            "form-raw-names",
            builder -> builder.formParsing(FormParsing.RAW_NAMES)));

    private Switches() {}

    /** Returns the names of all switches. */
    static String names(String separator) {
        return String.join(separator, BY_NAME.keySet());
    }

    /**
     * Sets switches.
     *
     * @param names their names, separated by commas; none if empty
     * @throws IllegalArgumentException if there is no such switch
     */
    static void set(String names, AuthleteEmulatorBuilder builder) {
        for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
            UnaryOperator<AuthleteEmulatorBuilder> chosen = BY_NAME.get(name);
            if (chosen == null) {
                throw new IllegalArgumentException("There is no switch " + name + ".");
            }
            chosen.apply(builder);
        }
    }
}
