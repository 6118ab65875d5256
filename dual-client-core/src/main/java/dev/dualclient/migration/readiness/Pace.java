package dev.dualclient.migration.readiness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How fast a scan may ask. Implementations are used by one thread at a time. */
@FunctionalInterface
public interface Pace {

    /** As fast as the backends answer. */
    Pace UNLIMITED = () -> {};

    /** Waits until the next call may be made; returns early if the thread is interrupted. */
    void await();

    /** Returns a pace of so many calls in a second. */
    static Pace of(int callsPerSecond) {
        long gap = Duration.ofSeconds(1).dividedBy(callsPerSecond).toNanos();
        return new Pace() {
            private long next = System.nanoTime();

            @Override
            public void await() {
                long now = System.nanoTime();
                while (next - now > 0 && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(next - now);
                    now = System.nanoTime();
                }
                next = Math.max(next, now - gap) + gap;
            }
        };
    }
}
