package dev.dualclient.call;

import java.time.Instant;

/** The source of time. Implementations are thread-safe. */
public interface Time {

    /** Returns the time of day, which may jump. */
    Instant now();

    /** Returns nanoseconds since an arbitrary moment, which never jump; for durations and deadlines. */
    long nanoTime();

    /** Returns the time of this machine. */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
