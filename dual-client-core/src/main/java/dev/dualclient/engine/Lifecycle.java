package dev.dualclient.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decides whether calls are accepted, and closes the parts of an engine. Thread-safe. */
final class Lifecycle {

    private final CallsInFlight inFlight = new CallsInFlight();
    private final Background background;
    private final List<Runnable> parts;
    private final Duration patience;

    /**
     * Creates an open lifecycle.
     *
     * @param parts what is closed last, in this order
     * @param patience how long to wait for calls in flight
     */
    Lifecycle(Background background, List<Runnable> parts, Duration patience) {
        this.background = background;
        this.parts = List.copyOf(parts);
        this.patience = patience;
    }

    /** Counts a call in; returns false once closed. */
    boolean enter() {
        return inFlight.enter();
    }

    /** Counts a call out. */
    void leave() {
        inFlight.leave();
    }

    /** Takes no further calls, ends the background and what is under way, and closes all parts, whatever fails. */
    void close() {
        inFlight.refuse();
        List<Runnable> all = new ArrayList<>();
        all.add(() -> background.close(patience));
        all.add(() -> inFlight.await(patience));
        all.addAll(parts);
        RuntimeException first = null;
        for (Runnable part : all) {
            try {
                part.run();
            } catch (RuntimeException failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
