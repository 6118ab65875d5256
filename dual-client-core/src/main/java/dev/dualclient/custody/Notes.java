package dev.dualclient.custody;

import org.jspecify.annotations.Nullable;

/**
 * Short texts on which all nodes that share the store agree. Thread-safe. Every method throws
 * {@link StoreUnavailableException} when the store is down.
 */
public final class Notes {

    private final GuardedStore store;
    private final StoreMonitor monitor;

    Notes(GuardedStore store, StoreMonitor monitor) {
        this.store = store;
        this.monitor = monitor;
    }

    /** Returns a note, {@code null} if there is none of that name. */
    public @Nullable String read(String name) {
        monitor.requireRightStore();
        return store.note(name);
    }

    /**
     * Writes a note.
     *
     * @param from the text that has to be there, {@code null} for none
     * @return whether it was there, so that the note was written
     */
    public boolean write(String name, @Nullable String from, String to) {
        monitor.requireRightStore();
        return store.note(name, from, to);
    }
}
