package dev.dualclient.custody;

import java.time.Duration;

/**
 * How custody remembers. Immutable.
 *
 * @param hintTtl how long a hint lives; 60 seconds by default
 * @param retention how long the record of a credential lives at least, which is as long as a refresh token can; 90 days
 *     by default
 * @param migratorLag how late a token migrator may write what it has read; 24 hours by default
 * @param maxEntries how many records are kept; one million by default
 * @param maxUnknownKills how many tokens that no backend is known to hold can be revoked through a node within the
 *     migrator's lag; 100,000 by default
 */
public record CustodySettings(
        Duration hintTtl, Duration retention, Duration migratorLag, long maxEntries, long maxUnknownKills) {

    /** Returns the defaults. */
    public static CustodySettings defaults() {
        return new CustodySettings(
                Duration.ofSeconds(60), Duration.ofDays(90), Duration.ofHours(24), 1_000_000, 100_000);
    }

    /** Checks the settings. */
    public CustodySettings {
        requirePositive(hintTtl, "custody.hint-ttl");
        requirePositive(retention, "custody.retention");
        requirePositive(migratorLag, "custody.migrator-lag");
        if (maxEntries < 1) {
            throw new IllegalArgumentException("custody.max-entries is " + maxEntries + "; use 1 or more");
        }
        if (maxUnknownKills < 1) {
            throw new IllegalArgumentException("custody.max-unknown-kills is " + maxUnknownKills + "; use 1 or more");
        }
    }

    /** Returns these settings with another life of hints. */
    public CustodySettings withHintTtl(Duration other) {
        return new CustodySettings(other, retention, migratorLag, maxEntries, maxUnknownKills);
    }

    /** Returns these settings with another retention. */
    public CustodySettings withRetention(Duration other) {
        return new CustodySettings(hintTtl, other, migratorLag, maxEntries, maxUnknownKills);
    }

    /** Returns these settings with another lag of the migrator. */
    public CustodySettings withMigratorLag(Duration other) {
        return new CustodySettings(hintTtl, retention, other, maxEntries, maxUnknownKills);
    }

    /** Returns these settings with another bound. */
    public CustodySettings withMaxEntries(long other) {
        return new CustodySettings(hintTtl, retention, migratorLag, other, maxUnknownKills);
    }

    /** Returns these settings with another bound of tokens that no backend is known to hold. */
    public CustodySettings withMaxUnknownKills(long other) {
        return new CustodySettings(hintTtl, retention, migratorLag, maxEntries, other);
    }

    static void requirePositive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + "; use a duration longer than zero");
        }
    }
}
