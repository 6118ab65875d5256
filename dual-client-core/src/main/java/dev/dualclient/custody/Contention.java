package dev.dualclient.custody;

import dev.dualclient.call.Deadline;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How often a change of a record is tried that others change at the same time. Each try waits longer than the one before,
 * for a random time, so that many who change one record do not keep each other from it, and all get their turn. Immutable
 * and thread-safe.
 */
final class Contention {

    /** For what is done for no call in particular, or has to be done whatever becomes of the call. */
    static final Contention WITHOUT_END = new Contention(null);

    private static final int MAX_TRIES = 40;
    private static final long FIRST_PAUSE = Duration.ofMillis(2).toNanos();
    private static final int DOUBLINGS = 7; // up to 256 ms

    private final @Nullable Deadline end;

    /**
     * Creates a bound.
     *
     * @param end when nobody waits for the change any more; {@code null} if only the number of tries is bounded
     */
    Contention(@Nullable Deadline end) {
        this.end = end;
    }

    /**
     * Waits for the turn of a try, where it is not the first.
     *
     * @param failed how many have failed
     * @throws StoreUnavailableException if it is too late for another try, or there were too many
     */
    void await(int failed) {
        if (failed == 0) {
            return;
        }
        if (failed >= MAX_TRIES || end != null && end.expired()) {
            throw new StoreUnavailableException(
                    "the records of one credential or client change too fast; is it used in a loop?");
        }
        long pause = ThreadLocalRandom.current().nextLong(FIRST_PAUSE << Math.min(failed - 1, DOUBLINGS));
        try {
            TimeUnit.NANOSECONDS.sleep(
                    end == null ? pause : Math.min(pause, end.remaining().toNanos()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while others were changing the same record", stop);
        }
    }
}
