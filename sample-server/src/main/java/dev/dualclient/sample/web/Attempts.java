package dev.dualclient.sample.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/** Limits how often something may be guessed, for each key of its own. Of very many keys, some are forgotten. Thread-safe. */
public final class Attempts {

    private static final long MOST_KEYS = 100_000;
    private static final int LONGEST_KEY = 200;

    private final Cache<String, Bucket> buckets;
    private final Bandwidth bandwidth;
    private final TimeMeter time;

    /**
     * Allows that many attempts for each key within a window, spread over it once they are used up.
     *
     * @param limit number of attempts, at least 1
     * @param window window, longer than zero
     */
    public Attempts(int limit, Duration window, Clock clock) {
        this.bandwidth =
                Bandwidth.builder().capacity(limit).refillGreedy(limit, window).build();
        this.time = new ClockTime(clock);
        // A bucket that was not asked for during a whole window would be full again.
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_KEYS)
                .expireAfterAccess(window)
                .build();
    }

    /** Takes an attempt, and returns zero; or returns how long to wait before the next one. */
    public Duration take(String key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(probe.getNanosToWaitForRefill());
    }

    /** Gives an attempt back that was none: what was tried was right. */
    public void giveBack(String key) {
        bucket(key).addTokens(1);
    }

    /** Returns a duration as the whole seconds of a {@code Retry-After} header. */
    public static long retryAfterSeconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private Bucket bucket(String key) {
        return buckets.get(
                key.length() > LONGEST_KEY ? hash(key) : key,
                unused -> Bucket.builder()
                        .addLimit(bandwidth)
                        .withCustomTimePrecision(time)
                        .build());
    }

    /** Whoever guesses chooses the key, and must not choose how much memory it takes. */
    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }

    /** Tests move the clock. */
    private record ClockTime(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
