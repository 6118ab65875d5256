package dev.dualclient.sample.demo;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** The time of the demonstration: this machine's, and as many days more as were let pass. Thread-safe. */
final class DemoTime implements Time {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void advance(Duration more) {
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
