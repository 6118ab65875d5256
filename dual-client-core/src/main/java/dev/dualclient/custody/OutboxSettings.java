package dev.dualclient.custody;

import java.time.Duration;

/**
 * How the outbox is delivered. Immutable.
 *
 * @param backoff how long to wait after the first failure, doubled after each further one; 1 second by default
 * @param maxBackoff how long to wait at most; 1 minute by default
 * @param maxAge after how long an undelivered row is told as a warning; it is never dropped; 24 hours by default
 * @param hold the lease of a row, longer than one delivery takes; 10 seconds by default
 * @param settle how long a backend may still be at a request that it did not answer; 30 seconds by default
 */
public record OutboxSettings(Duration backoff, Duration maxBackoff, Duration maxAge, Duration hold, Duration settle) {

    /** Returns the defaults. */
    public static OutboxSettings defaults() {
        return new OutboxSettings(
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    /** Checks the settings. */
    public OutboxSettings {
        CustodySettings.requirePositive(backoff, "outbox.backoff");
        CustodySettings.requirePositive(maxBackoff, "outbox.max-backoff");
        CustodySettings.requirePositive(maxAge, "outbox.max-age");
        CustodySettings.requirePositive(hold, "outbox.hold");
        CustodySettings.requirePositive(settle, "outbox.settle");
    }

    /** Returns these settings with another first wait. */
    public OutboxSettings withBackoff(Duration other) {
        return new OutboxSettings(other, maxBackoff, maxAge, hold, settle);
    }

    /** Returns these settings with another longest wait. */
    public OutboxSettings withMaxBackoff(Duration other) {
        return new OutboxSettings(backoff, other, maxAge, hold, settle);
    }

    /** Returns these settings with another age that is told. */
    public OutboxSettings withMaxAge(Duration other) {
        return new OutboxSettings(backoff, maxBackoff, other, hold, settle);
    }

    /** Returns these settings with another lease of a row. */
    public OutboxSettings withHold(Duration other) {
        return new OutboxSettings(backoff, maxBackoff, maxAge, other, settle);
    }

    /** Returns these settings with another longest processing time of a backend. */
    public OutboxSettings withSettle(Duration other) {
        return new OutboxSettings(backoff, maxBackoff, maxAge, hold, other);
    }
}
