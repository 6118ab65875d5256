package dev.dualclient.migration.carryover;

import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Notes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether carry-over is paused: for all clients by an operator, on all nodes; for single ones because something was wrong, on
 * this node until it is resumed. Thread-safe.
 */
final class Pause {

    private static final String NOTE = "carry-over-paused";

    private final Notes notes;
    private final Set<String> clients = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String reason;

    Pause(Custody custody) {
        this.notes = custody.notes();
    }

    /** Looks what the store says; to be called every second. */
    void follow() {
        String note = notes.read(NOTE);
        reason = note == null || note.isEmpty() ? null : note;
    }

    /** Returns why it is paused for all, {@code null} if it is not; as the store had it a second ago. */
    @Nullable
    String reason() {
        return reason;
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
    void pauseAll(String why) {
        write(why);
    }

    /** Resumes it for all. */
    void resume() {
        write("");
        clients.clear();
    }

    private void write(String text) {
        String before = notes.read(NOTE);
        while (!notes.write(NOTE, before, text)) {
            before = notes.read(NOTE);
        }
        follow();
    }
}
