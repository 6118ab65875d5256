package dev.dualclient.engine;

import java.time.Duration;
import java.util.List;

/** Whether calls are taken, and what is closed when they are not any more. Thread-safe. */
final class Lifecycle {

    private final CallsInFlight inFlight = new CallsInFlight();
    private final Background background;
    private final List<Runnable> parts;
    private final Duration patience;

    /**
     * Opens.
     *
     * @param parts what is closed last, in this order
     * @param patience how long calls under way are waited for
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

    void close() {
        try {
            background.close(patience);
            inFlight.close(patience);
        } finally { // whatever failed, nothing stays open
            parts.forEach(Runnable::run);
        }
    }
}
