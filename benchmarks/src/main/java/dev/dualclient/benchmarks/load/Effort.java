package dev.dualclient.benchmarks.load;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param rounds how many rounds each lane of a point gets
 * @param round how long a round is
 * @param before how long a lane runs before each round without being measured
 * @param bursts how many bursts a round has
 * @param warmUp how long a window is in which each way runs before everything else
 * @param warmUpWindows how many of them there are at most until a way is steady
 * @param patience how long callers wait for a primary that hangs
 */
record Effort(
        int rounds,
        Duration round,
        Duration before,
        int bursts,
        Duration warmUp,
        int warmUpWindows,
        Duration patience) {

    /** Twenty minutes, for figures. */
    static final Effort WHOLE = new Effort(
            5, Duration.ofMillis(600), Duration.ofMillis(200), 10, Duration.ofSeconds(3), 10, Duration.ofSeconds(20));

    /** Five minutes, for a first look. */
    static final Effort QUICK = new Effort(
            3, Duration.ofMillis(150), Duration.ofMillis(50), 3, Duration.ofSeconds(1), 5, Duration.ofSeconds(12));

    static Effort of(List<String> options) {
        return options.contains("--quick") ? QUICK : WHOLE;
    }
}
