package dev.dualclient.migration;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts the calls of some clients over a sliding window of one minute, by steps of ten seconds. Thread-safe. */
final class CohortWindow {

    /** How long it is. */
    static final Duration LENGTH = Duration.ofMinutes(1);

    private static final long STEP = Duration.ofSeconds(10).toNanos();
    private static final int SLOTS = (int) (LENGTH.toNanos() / STEP) + 1;
    private static final int CALLS = 0;
    private static final int UNANSWERED = 1;
    private static final int LOSSES = 2;
    private static final int REFUSED = 3;
    private static final int DURATIONS = 4;

    private final Time time;
    private final AtomicLongArray[] slots = new AtomicLongArray[SLOTS];
    private final AtomicLongArray steps = new AtomicLongArray(SLOTS);

    CohortWindow(Time time) {
        this.time = time;
        for (int slot = 0; slot < SLOTS; slot++) {
            slots[slot] = new AtomicLongArray(DURATIONS + CohortCounts.STEPS);
            steps.set(slot, Long.MIN_VALUE);
        }
    }

    void add(boolean unanswered, boolean loss, boolean refused, Duration took) {
        AtomicLongArray slot = slot(time.nanoTime() / STEP);
        slot.incrementAndGet(CALLS);
        if (unanswered) {
            slot.incrementAndGet(UNANSWERED);
        }
        if (loss) {
            slot.incrementAndGet(LOSSES);
        }
        if (refused) {
            slot.incrementAndGet(REFUSED);
        }
        slot.incrementAndGet(DURATIONS + CohortCounts.step(took.toMillis()));
    }

    private AtomicLongArray slot(long step) {
        int at = (int) Math.floorMod(step, (long) SLOTS);
        long before = steps.get(at);
        if (before != step && steps.compareAndSet(at, before, step)) {
            slots[at] = new AtomicLongArray(DURATIONS + CohortCounts.STEPS); // a few calls beside it may be missed
        }
        return slots[at];
    }

    CohortCounts counts() {
        long now = time.nanoTime() / STEP;
        CohortCounts sum = CohortCounts.none();
        for (int at = 0; at < SLOTS; at++) {
            if (steps.get(at) > now - SLOTS && steps.get(at) <= now) {
                AtomicLongArray slot = slots[at];
                long[] durations = new long[CohortCounts.STEPS];
                for (int step = 0; step < durations.length; step++) {
                    durations[step] = slot.get(DURATIONS + step);
                }
                sum = sum.and(new CohortCounts(
                        slot.get(CALLS), slot.get(UNANSWERED), slot.get(LOSSES), slot.get(REFUSED), durations));
            }
        }
        return sum;
    }

    void clear() {
        for (int at = 0; at < SLOTS; at++) {
            steps.set(at, Long.MIN_VALUE);
        }
    }
}
