package dev.dualclient.test.histories.world;

import dev.dualclient.call.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that is behind another one.
 *
 * @param right the other one
 * @param by how far
 */
record LateTime(Time right, Duration by) implements Time {

    @Override
    public Instant now() {
        return right.now().minus(by);
    }

    @Override
    public long nanoTime() {
        return right.nanoTime();
    }
}
