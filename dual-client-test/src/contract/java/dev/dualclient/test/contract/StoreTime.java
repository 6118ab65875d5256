package dev.dualclient.test.contract;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that goes on from when it was made, and that a test can move ahead. */
final class StoreTime implements Time {

    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    @Override
    public Instant now() {
        return Time.system().now().plus(ahead);
    }

    @Override
    public long nanoTime() {
        return Time.system().nanoTime() + ahead.toNanos();
    }
}
