package dev.dualclient.kits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What a kit needs and an application may lack, checked at start: a kit that is set and does nothing protects nobody. */
public final class Needs {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private Needs() {}

    /**
     * Refuses the start if a class is missing.
     *
     * @param kit the kit's property
     * @param remedy what to add
     * @throws KitSettingsException if a class is missing
     */
    public static void classes(String kit, String remedy, String... names) {
        for (String name : names) {
            if (!ClassUtils.isPresent(name, null)) {
                throw new KitSettingsException(kit + " is set, and " + name + " is not on the class path", remedy);
            }
        }
    }

    /**
     * Returns the value of a property that must be there.
     *
     * @param example what to write
     * @throws KitSettingsException if it is missing or blank
     */
    public static String text(@Nullable String value, String property, String example) {
        if (value == null || value.isBlank()) {
            throw new KitSettingsException(property + " is missing", "write " + property + ": " + example);
        }
        return value;
    }

    /**
     * Refuses a duration that is too short to make sense: one without a unit, which counts as milliseconds, is.
     *
     * @throws KitSettingsException if it is shorter than 100 ms
     */
    public static void budget(String property, Duration value) {
        if (value.compareTo(SHORTEST) < 0) {
            throw new KitSettingsException(
                    property + " is " + value.toMillis() + " ms, and 100 ms is the least",
                    "write " + property + ": 2s, with a unit");
        }
    }
}
