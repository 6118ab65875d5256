package dev.dualclient.backend;

import java.time.Duration;

/**
 * How a backend is guarded. Immutable.
 *
 * @param maxConcurrent how many calls may be under way at a time
 * @param maxWait how long a call waits for one of those places
 * @param failureRate the share of failed calls, in percent, that opens the circuit breaker
 * @param minimumCalls how many calls there must have been before that share counts
 * @param window over how many of the last calls it is counted
 * @param open how long the circuit stays open before a few calls probe the backend
 * @param probes how many those are
 */
public record GuardSettings(
        int maxConcurrent,
        Duration maxWait,
        float failureRate,
        int minimumCalls,
        int window,
        Duration open,
        int probes) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one makes no sense; the message ends in what to write
     */
    public GuardSettings {
        check(maxConcurrent >= 1, "the number of concurrent calls is " + maxConcurrent + ": write 1 or more");
        check(!maxWait.isNegative(), "the wait for a free place is negative: write 0 or more");
        check(
                failureRate > 0 && failureRate <= 100,
                "circuit-breaker.failure-rate is " + failureRate + ": write a percentage from 1 to 100");
        check(minimumCalls >= 1, "circuit-breaker.minimum-calls is " + minimumCalls + ": write 1 or more");
        check(window >= minimumCalls, "circuit-breaker.window: write no less than minimum-calls, " + minimumCalls);
        check(
                open.compareTo(Duration.ofMillis(1)) >= 0,
                "circuit-breaker.open is " + open + ": write a time of 1ms or more");
        check(probes >= 1, "circuit-breaker.probes is " + probes + ": write 1 or more");
    }

    /** Returns the defaults: 200 calls at a time, a wait of 100 ms, and open for 10 s at 50 % of 20 to 50 calls, 5 probes. */
    public static GuardSettings defaults() {
        return new GuardSettings(200, Duration.ofMillis(100), 50, 20, 50, Duration.ofSeconds(10), 5);
    }

    /** Returns these settings with another number of concurrent calls: as many as there are connections. */
    public GuardSettings withMaxConcurrent(int count) {
        return new GuardSettings(count, maxWait, failureRate, minimumCalls, window, open, probes);
    }

    /** Returns these settings with another wait for a free place. */
    public GuardSettings withMaxWait(Duration time) {
        return new GuardSettings(maxConcurrent, time, failureRate, minimumCalls, window, open, probes);
    }

    /** Returns these settings with another failure rate, in percent. */
    public GuardSettings withFailureRate(float percent) {
        return new GuardSettings(maxConcurrent, maxWait, percent, minimumCalls, window, open, probes);
    }

    /** Returns these settings with another number of calls before the failure rate counts; the window grows with it. */
    public GuardSettings withMinimumCalls(int count) {
        return new GuardSettings(maxConcurrent, maxWait, failureRate, count, Math.max(window, count), open, probes);
    }

    /** Returns these settings with another number of calls that the failure rate is counted over. */
    public GuardSettings withWindow(int count) {
        return new GuardSettings(maxConcurrent, maxWait, failureRate, minimumCalls, count, open, probes);
    }

    /** Returns these settings with another time that the circuit stays open. */
    public GuardSettings withOpen(Duration time) {
        return new GuardSettings(maxConcurrent, maxWait, failureRate, minimumCalls, window, time, probes);
    }

    /** Returns these settings with another number of probes. */
    public GuardSettings withProbes(int count) {
        return new GuardSettings(maxConcurrent, maxWait, failureRate, minimumCalls, window, open, count);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
