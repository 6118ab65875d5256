package dev.dualclient.migration.carryover;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Notes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether carry-over is paused: for all clients by an operator, on all nodes; for single ones because something was wrong, on
 * this node until it is resumed. Thread-safe.
 */
final class Pause {

    private static final String NOTE = "carry-over-paused";
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Notes notes;
    private final Time time;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private volatile Seen seen = new Seen("", Long.MIN_VALUE);

    private record Seen(String reason, long until) {}

    Pause(Custody custody, Time time) {
        this.notes = custody.notes();
        this.time = time;
    }

    /** Returns why it is paused for all, {@code null} if it is not; as the store had it a second ago. */
    @Nullable
    String reason() {
        Seen last = seen;
        if (last.until == Long.MIN_VALUE || time.nanoTime() - last.until >= 0) {
            String note = notes.read(NOTE);
            last = new Seen(note == null ? "" : note, time.nanoTime() + FRESH.toNanos());
            seen = last;
        }
        return last.reason.isEmpty() ? null : last.reason;
    }

    boolean concerns(String client) {
        return clients.contains(client);
    }

    Set<String> clients() {
        return Set.copyOf(clients);
    }

    /** Pauses it for one client. */
    void pause(String client) {
        clients.add(client);
    }

    /** Pauses it for all. */
    void pauseAll(String reason) {
        write(reason);
    }

    /** Resumes it for all. */
    void resume() {
        write("");
        clients.clear();
    }

    private void write(String reason) {
        String before = notes.read(NOTE);
        while (!notes.write(NOTE, before, reason)) {
            before = notes.read(NOTE);
        }
        seen = new Seen("", Long.MIN_VALUE);
    }
}
