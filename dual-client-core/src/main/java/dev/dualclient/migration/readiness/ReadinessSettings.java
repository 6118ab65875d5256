package dev.dualclient.migration.readiness;

import dev.dualclient.migration.Migrator;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How it is found out whether the secondary can be switched off. Immutable.
 *
 * @param scanEnabled whether the backends' token lists are read; without it, the verdict is never more than
 *     {@link Verdict#CANNOT_SAY}
 * @param every how often the lists are read
 * @param callsPerSecond how many calls a scan makes in a second
 * @param maxAge how old a scan may be; {@code null} for the greater of two hours and three times the last whole scan
 * @param quiet how long the secondary must not have been needed
 * @param sweepsUnusedAfter after how long a backend removes tokens that nobody uses, {@code null} if it is not known to
 * @param accept what an operator takes responsibility for: {@code registration-tokens}, {@code grant-management},
 *     {@code lists-expired}, {@code alias:<client id>}
 * @param migrator whether a token migrator copies tokens
 */
public record ReadinessSettings(
        boolean scanEnabled,
        Duration every,
        int callsPerSecond,
        @Nullable Duration maxAge,
        Duration quiet,
        @Nullable Duration sweepsUnusedAfter,
        Set<String> accept,
        Migrator migrator) {

    /** Copies the set, and checks the numbers. */
    public ReadinessSettings {
        accept = Set.copyOf(accept);
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException("dual-client.readiness.scan.calls-per-second is " + callsPerSecond
                    + ": write 1 or more, or set dual-client.readiness.scan.enabled to false");
        }
    }

    /** Returns the defaults: a scan every hour, 5 calls a second, 24 hours of quiet. */
    public static ReadinessSettings defaults() {
        return new ReadinessSettings(
                true, Duration.ofHours(1), 5, null, Duration.ofHours(24), null, Set.of(), Migrator.UNDECLARED);
    }

    /** Returns these settings with or without scans. */
    public ReadinessSettings withScanEnabled(boolean on) {
        return new ReadinessSettings(on, every, callsPerSecond, maxAge, quiet, sweepsUnusedAfter, accept, migrator);
    }

    /** Returns these settings with scans at another pace. */
    public ReadinessSettings withScan(Duration period, int calls) {
        return new ReadinessSettings(scanEnabled, period, calls, maxAge, quiet, sweepsUnusedAfter, accept, migrator);
    }

    /** Returns these settings with another age of scans, {@code null} for the default. */
    public ReadinessSettings withMaxAge(@Nullable Duration age) {
        return new ReadinessSettings(
                scanEnabled, every, callsPerSecond, age, quiet, sweepsUnusedAfter, accept, migrator);
    }

    /** Returns these settings with another time of quiet. */
    public ReadinessSettings withQuiet(Duration time) {
        return new ReadinessSettings(
                scanEnabled, every, callsPerSecond, maxAge, time, sweepsUnusedAfter, accept, migrator);
    }

    /** Returns these settings with a sweep of unused tokens, {@code null} for none. */
    public ReadinessSettings withSweepsUnusedAfter(@Nullable Duration age) {
        return new ReadinessSettings(scanEnabled, every, callsPerSecond, maxAge, quiet, age, accept, migrator);
    }

    /** Returns these settings with other things that an operator takes responsibility for. */
    public ReadinessSettings withAccept(Set<String> names) {
        return new ReadinessSettings(
                scanEnabled, every, callsPerSecond, maxAge, quiet, sweepsUnusedAfter, names, migrator);
    }

    /** Returns these settings with another word about the token migrator. */
    public ReadinessSettings withMigrator(Migrator word) {
        return new ReadinessSettings(
                scanEnabled, every, callsPerSecond, maxAge, quiet, sweepsUnusedAfter, accept, word);
    }
}
