package dev.dualclient;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls under way, so that closing can wait for them. Thread-safe. */
final class InFlight {

    private final Phaser calls = new Phaser(1);

    /** Counts a call in; returns false once closed. */
    boolean enter() {
        return calls.register() >= 0;
    }

    void leave() {
        calls.arriveAndDeregister();
    }

    /** Takes no further calls and waits for those under way, for a bounded time. */
    void close(Duration patience) {
        int phase = calls.arrive();
        if (phase < 0) {
            return; // closed before
        }
        try {
            calls.awaitAdvanceInterruptibly(phase, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillUnderWay) {
            // their backends are closed next, which ends them
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            calls.forceTermination();
        }
    }
}
