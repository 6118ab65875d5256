package dev.dualclient.custody;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;

/** Time that passes when a test says so, and a clock that can jump. */
public final class ManualTime implements Time {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Duration wrong = Duration.ZERO;

    public void advance(Duration step) {
        now = now.plus(step);
    }

    /** Sets how wrong the clock is; no time passes by that. */
    public void wrong(Duration by) {
        wrong = by;
    }

    @Override
    public Instant now() {
        return now.plus(wrong);
    }

    @Override
    public long nanoTime() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }
}
