package dev.dualclient.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The calls under way, so that closing can wait for them. Thread-safe. */
final class CallsInFlight {

    /** Each call takes a permit; close takes all of them. */
    private final Semaphore calls = new Semaphore(Integer.MAX_VALUE);

    private volatile boolean closed;

    /** Counts a call in; returns false once closed. */
    boolean enter() {
        if (closed || !calls.tryAcquire()) {
            return false;
        }
        if (closed) { // close may already be waiting for all permits
            leave();
            return false;
        }
        return true;
    }

    /** Counts a call out. */
    void leave() {
        calls.release();
    }

    /** Takes no further calls. */
    void refuse() {
        closed = true;
    }

    /** Waits for the calls under way, for a bounded time. */
    void await(Duration patience) {
        try {
            if (calls.tryAcquire(Integer.MAX_VALUE, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                calls.release(Integer.MAX_VALUE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the backends are closed next, which ends what is under way
        }
    }
}
