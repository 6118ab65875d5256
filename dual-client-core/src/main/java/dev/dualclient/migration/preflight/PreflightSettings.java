package dev.dualclient.migration.preflight;

import dev.dualclient.migration.Migrator;
import java.time.Duration;

/**
 * How a preflight runs. Immutable.
 *
 * @param timeout how long it may take; 30 seconds by default. What was not found out by then is unknown
 * @param migrator what is said of a token migrator; nothing by default
 */
public record PreflightSettings(Duration timeout, Migrator migrator) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Returns the defaults. */
    public static PreflightSettings defaults() {
        return new PreflightSettings(Duration.ofSeconds(30), Migrator.UNDECLARED);
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the time is shorter than a second or longer than an hour
     */
    public PreflightSettings {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "dual-client.preflight.timeout is " + timeout + ": write a duration from 1s to 1h");
        }
    }

    /** Returns these settings with another time. */
    public PreflightSettings withTimeout(Duration other) {
        return new PreflightSettings(other, migrator);
    }

    /** Returns these settings with another word about a migrator. */
    public PreflightSettings withMigrator(Migrator other) {
        return new PreflightSettings(timeout, other);
    }
}
