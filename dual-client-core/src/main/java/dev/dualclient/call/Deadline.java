package dev.dualclient.call;

import java.time.Duration;

/** The moment at which a call has to have ended. Immutable and thread-safe. */
public final class Deadline {

    private final Time time;
    private final long end;

    private Deadline(Time time, long end) {
        this.time = time;
        this.end = end;
    }

    /** Returns the moment that lies {@code budget} ahead. */
    public static Deadline after(Duration budget, Time time) {
        return new Deadline(time, time.nanoTime() + budget.toNanos());
    }

    /** Returns what is left, zero when nothing is. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - time.nanoTime()));
    }

    /** Whether nothing is left. */
    public boolean expired() {
        return end - time.nanoTime() <= 0;
    }

    /** Returns the earlier of this moment and the one that lies {@code budget} ahead. */
    public Deadline within(Duration budget) {
        long other = time.nanoTime() + budget.toNanos();
        return other - end < 0 ? new Deadline(time, other) : this;
    }
}
