package dev.dualclient.test.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong at a {@link FaultyServer} until it is released. Thread-safe. */
public final class Fault {

    /** As often as it can. */
    static final int ALWAYS = Integer.MAX_VALUE;

    private final String id;
    private final FaultSpec spec;
    private final String kind;
    private final Act act;
    private final Runnable onRelease;
    private final CountDownLatch released = new CountDownLatch(1);
    private int remaining;
    private int hits;

    Fault(String id, FaultSpec spec, String kind, Act act, Runnable onRelease) {
        this.id = id;
        this.spec = spec;
        this.kind = kind;
        this.act = act;
        this.onRelease = onRelease;
        this.remaining = spec.times();
    }

    /** Returns the name by which this fault is known over HTTP. */
    public String id() {
        return id;
    }

    /** Returns what goes wrong, in a word: {@code hang}, {@code drop}. */
    public String kind() {
        return kind;
    }

    /** Returns the operation that it happens to, {@code null} for every one. */
    public @Nullable String operation() {
        return spec.operation();
    }

    /** Returns to how many calls it has happened, those it holds included. */
    public synchronized int hits() {
        return hits;
    }

    /**
     * Waits until it has happened to that many calls.
     *
     * @return whether that came about in time
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean awaitHits(int wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (hits < wanted) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Ends the fault: it happens to no further call, and calls that it holds are answered. */
    public void release() {
        boolean first;
        synchronized (this) {
            first = released.getCount() > 0;
            remaining = 0;
            released.countDown();
        }
        if (first) {
            onRelease.run();
        }
    }

    /** Waits until the fault is released, and tells whether it was. */
    boolean awaitRelease(Duration patience) throws InterruptedException {
        return released.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes a call if it is meant for this fault. */
    synchronized boolean claim(String operation, boolean reused) {
        if (remaining == 0 || !spec.fits(operation, reused)) {
            return false;
        }
        if (remaining != ALWAYS) {
            remaining--;
        }
        return true;
    }

    void play(Exchange exchange) throws IOException, InterruptedException {
        if (spec.processesFirst()) {
            exchange.process();
        }
        synchronized (this) {
            hits++;
            notifyAll();
        }
        act.play(exchange, this);
    }

    /** Returns to how many more calls it will happen, {@code null} for any number. */
    public synchronized @Nullable Integer remaining() {
        return remaining == ALWAYS ? null : remaining;
    }

    @Override
    public String toString() {
        return kind + (spec.operation() == null ? "" : " on " + spec.operation());
    }
}
