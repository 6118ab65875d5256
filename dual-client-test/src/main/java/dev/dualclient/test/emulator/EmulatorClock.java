package dev.dualclient.test.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The time of an emulator: real time, and as far ahead of it as somebody has advanced it. Thread-safe. */
final class EmulatorClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead.get());
    }

    void advance(Duration duration) {
        ahead.updateAndGet(duration::plus);
    }

    void reset() {
        ahead.set(Duration.ZERO);
    }
}
