package dev.dualclient.test.histories.world;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved, the same for backends and nodes. Thread-safe. */
public final class VirtualTime implements Time, InstantSource {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    private final AtomicLong elapsed = new AtomicLong();

    /** Moves it forward. */
    public void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    @Override
    public Instant now() {
        return START.plusNanos(elapsed.get());
    }

    @Override
    public Instant instant() {
        return now();
    }

    @Override
    public long nanoTime() {
        return elapsed.get();
    }
}
