package dev.dualclient;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls under way, so that closing can wait for them. Thread-safe. */
final class InFlight {

    private final ReentrantLock lock = new ReentrantLock(); // held for counting only
    private final Condition none = lock.newCondition();
    private long calls;
    private boolean closed;

    /** Counts a call in; returns false once closed. */
    boolean enter() {
        lock.lock();
        try {
            if (!closed) {
                calls++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Counts a call out. */
    void leave() {
        lock.lock();
        try {
            calls--;
            if (calls == 0) {
                none.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further calls and waits for those under way, for a bounded time. */
    void close(Duration patience) {
        lock.lock();
        try {
            closed = true;
            long left = patience.toNanos();
            while (calls > 0 && left > 0) {
                left = none.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the backends are closed next, which ends what is under way
        } finally {
            lock.unlock();
        }
    }
}
