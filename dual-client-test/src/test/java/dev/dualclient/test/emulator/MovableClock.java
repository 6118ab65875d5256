package dev.dualclient.test.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that stands still until it is moved. */
final class MovableClock implements InstantSource {

    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS); // libraries compare with the real time

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration duration) {
        now = now.plus(duration);
    }
}
