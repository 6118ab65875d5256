package dev.dualclient.test.scenarios;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** This machine's time, and as much more as a test has added. */
public final class MovableTime implements Time {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    /** Adds to what it is ahead. */
    public void advance(Duration more) {
        ahead.accumulateAndGet(more, Duration::plus);
    }

    @Override
    public Instant now() {
        return Time.system().now().plus(ahead.get());
    }

    @Override
    public long nanoTime() {
        return Time.system().nanoTime() + ahead.get().toNanos();
    }
}
