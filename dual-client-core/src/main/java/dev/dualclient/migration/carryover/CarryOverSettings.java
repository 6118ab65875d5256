package dev.dualclient.migration.carryover;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is carried over, and how. Immutable.
 *
 * @param enabled whether anything is carried over; false by default
 * @param tokens which tokens are; {@link Tokens#REFRESHED} by default
 * @param verify how many copies are compared with their originals; {@link Verify#FIRST} by default
 * @param minRemaining an access token that expires sooner is not carried over; 60 seconds by default
 * @param maxInFlight how many copies are made at a time, on each node; 2 by default
 * @param queue how many may wait, on each node; what is more is dropped, and carried after the next refresh; 200 by default
 * @param tidyAfter how long after a copy the secondary's row is ended, at least ten minutes; {@code null} for never, which is
 *     the default
 * @param selfTest whether a self-test has to have passed; {@link SelfTest#REQUIRED} by default
 * @param excluded the clients whose tokens are not carried over, by their ids
 */
public record CarryOverSettings(
        boolean enabled,
        Tokens tokens,
        Verify verify,
        Duration minRemaining,
        int maxInFlight,
        int queue,
        @Nullable Duration tidyAfter,
        SelfTest selfTest,
        Set<String> excluded) {

    /** How long the secondary may repeat its answer to a refresh: its row is not ended sooner. */
    public static final Duration SOONEST_TIDY = Duration.ofMinutes(10);

    private static final Duration MIN_REMAINING = Duration.ofSeconds(60);
    private static final Duration SHORTEST_REMAINING = Duration.ofSeconds(10);
    private static final int MOST_IN_FLIGHT = 64;
    private static final int LONGEST_QUEUE = 100_000;

    /** Which tokens are carried over. */
    public enum Tokens {
        /** What the secondary issues for a refresh. */
        REFRESHED,
        /** Also access tokens that have no refresh token, when the secondary introspects them. */
        ALSO_WITHOUT_REFRESH_TOKEN
    }

    /** How many copies are compared with their originals. */
    public enum Verify {
        /** The first twenty of each client and grant type, on each node. */
        FIRST,
        /** All. */
        ALWAYS
    }

    /** Whether a self-test has to have passed before anything is carried over. */
    public enum SelfTest {
        /** It has to. */
        REQUIRED,
        /** It is skipped: it is not known whether the backends behave as carry-over needs it. */
        SKIP
    }

    /** Checks the settings. */
    public CarryOverSettings {
        if (minRemaining.compareTo(SHORTEST_REMAINING) < 0) {
            throw new IllegalArgumentException(
                    "dual-client.carry-over.min-remaining is " + minRemaining.toSeconds() + "s: write 10s or more");
        }
        requireWithin(maxInFlight, MOST_IN_FLIGHT, "max-in-flight");
        requireWithin(queue, LONGEST_QUEUE, "queue");
        if (tidyAfter != null && tidyAfter.compareTo(SOONEST_TIDY) < 0) {
            throw new IllegalArgumentException(
                    "dual-client.carry-over.tidy-secondary is " + tidyAfter.toSeconds()
                            + "s: write never, or 10m or more, because the secondary may repeat its answer to a refresh until then");
        }
        excluded = Set.copyOf(excluded);
    }

    private static void requireWithin(int number, int most, String name) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(
                    "dual-client.carry-over." + name + " is " + number + ": write a number from 1 to " + most);
        }
    }

    /** Returns the defaults, with which nothing is carried over. */
    public static CarryOverSettings defaults() {
        return new CarryOverSettings(
                false, Tokens.REFRESHED, Verify.FIRST, MIN_REMAINING, 2, 200, null, SelfTest.REQUIRED, Set.of());
    }

    /** Returns these settings with carry-over on or off. */
    public CarryOverSettings withEnabled(boolean on) {
        return new CarryOverSettings(
                on, tokens, verify, minRemaining, maxInFlight, queue, tidyAfter, selfTest, excluded);
    }

    /** Returns these settings for other tokens. */
    public CarryOverSettings withTokens(Tokens which) {
        return new CarryOverSettings(
                enabled, which, verify, minRemaining, maxInFlight, queue, tidyAfter, selfTest, excluded);
    }

    /** Returns these settings with other copies compared. */
    public CarryOverSettings withVerify(Verify which) {
        return new CarryOverSettings(
                enabled, tokens, which, minRemaining, maxInFlight, queue, tidyAfter, selfTest, excluded);
    }

    /** Returns these settings with another shortest life. */
    public CarryOverSettings withMinRemaining(Duration life) {
        return new CarryOverSettings(enabled, tokens, verify, life, maxInFlight, queue, tidyAfter, selfTest, excluded);
    }

    /** Returns these settings with another number of copies at a time. */
    public CarryOverSettings withMaxInFlight(int most) {
        return new CarryOverSettings(enabled, tokens, verify, minRemaining, most, queue, tidyAfter, selfTest, excluded);
    }

    /** Returns these settings with another length of the queue. */
    public CarryOverSettings withQueue(int most) {
        return new CarryOverSettings(
                enabled, tokens, verify, minRemaining, maxInFlight, most, tidyAfter, selfTest, excluded);
    }

    /**
     * Returns these settings with the end of the secondary's rows.
     *
     * @param after how long after the copy, {@code null} for never
     */
    public CarryOverSettings withTidyAfter(@Nullable Duration after) {
        return new CarryOverSettings(
                enabled, tokens, verify, minRemaining, maxInFlight, queue, after, selfTest, excluded);
    }

    /** Returns these settings with or without a self-test; a WARN at the start tells that it is skipped. */
    public CarryOverSettings withSelfTest(SelfTest whether) {
        return new CarryOverSettings(
                enabled, tokens, verify, minRemaining, maxInFlight, queue, tidyAfter, whether, excluded);
    }

    /** Returns these settings without a client, by its id. */
    public CarryOverSettings without(String client) {
        Set<String> more = new HashSet<>(excluded);
        more.add(client);
        return new CarryOverSettings(
                enabled, tokens, verify, minRemaining, maxInFlight, queue, tidyAfter, selfTest, more);
    }
}
