package dev.dualclient.sample.demo;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time of the demonstration: this machine's, and as much more as was let pass. Thread-safe. */
final class DemoTime implements Time {

    private final AtomicLong nanosAhead = new AtomicLong();

    void advance(Duration more) {
        nanosAhead.addAndGet(more.toNanos());
    }

    @Override
    public Instant now() {
        return Time.system().now().plusNanos(nanosAhead.get());
    }

    @Override
    public long nanoTime() {
        return Time.system().nanoTime() + nanosAhead.get();
    }
}
