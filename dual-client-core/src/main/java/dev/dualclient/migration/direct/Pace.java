package dev.dualclient.migration.direct;

import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets one request at a time begin, no sooner than an interval after the one before. Thread-safe. */
final class Pace {

    private final long interval;
    private final Time time;
    private final Semaphore place = new Semaphore(1, true);
    private long next;

    Pace(int callsPerSecond, Time time) {
        if (callsPerSecond < 1) {
            throw new IllegalArgumentException(
                    "dual-client.inventory.calls-per-second is " + callsPerSecond + ": write 1 or more");
        }
        this.interval = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        this.time = time;
        this.next = time.nanoTime();
    }

    /** Waits for its turn; returns false if the deadline would pass meanwhile. After true, {@link #leave} is to be called. */
    boolean enter(Deadline deadline) {
        try {
            if (!place.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            long now = time.nanoTime();
            long wait = Math.max(0, next - now);
            if (wait >= deadline.remaining().toNanos()) {
                place.release();
                return false;
            }
            next = now + wait + interval;
            TimeUnit.NANOSECONDS.sleep(wait);
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Keeps everybody waiting, because the backend asks for it. */
    void pause(Duration duration) {
        next = Math.max(next, time.nanoTime() + duration.toNanos());
    }

    void leave() {
        place.release();
    }
}
