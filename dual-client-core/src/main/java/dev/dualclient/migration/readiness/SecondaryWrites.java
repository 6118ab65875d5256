package dev.dualclient.migration.readiness;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Party;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When Dual Client last wrote at the secondary for each client, or may have, on all nodes. Noted in memory by the call,
 * and told to the other nodes with the node's heartbeat. Thread-safe.
 */
final class SecondaryWrites {

    private static final Logger LOG = LoggerFactory.getLogger(SecondaryWrites.class);
    private static final String NOBODY = "";

    private final KeyedNotes<Write> notes;
    private final Custody custody;
    private final Time time;
    private final ConcurrentHashMap<String, Write> here = new ConcurrentHashMap<>();
    private volatile boolean wrote;

    SecondaryWrites(Custody custody, Time time) {
        this.custody = custody;
        this.notes = new KeyedNotes<>(custody.notes(), "secondary-writes", Write::toNote, Write::of);
        this.time = time;
    }

    /**
     * How often, and when last.
     *
     * @param last when, by the clock of the node that wrote
     */
    record Write(long count, Instant last) {

        /** Reads it as {@link #toNote} has written it. */
        static Write of(JsonNode note) {
            return new Write(note.required("count").asLong(), NoteJson.instant(note, "last"));
        }

        /** Returns it as it stands in the store. */
        ObjectNode toNote() {
            ObjectNode note = new ObjectNode().put("count", count);
            NoteJson.put(note, "last", last);
            return note;
        }

        Write and(Write other) {
            return new Write(count + other.count, last.isAfter(other.last) ? last : other.last);
        }
    }

    /** Notes a write for a client, {@code null} if nobody can tell for whom, which counts for all. */
    void wrote(@Nullable String client) {
        wrote = true;
        here.merge(client == null ? NOBODY : client, new Write(1, time.now()), Write::and);
    }

    /** Returns whether this process has ever written at the secondary, or may have. */
    boolean hasWritten() {
        return wrote;
    }

    /** Tells the other nodes before the caller is answered, in case this node ends before its next heartbeat. */
    void shareNow() {
        try {
            share();
        } catch (StoreUnavailableException down) {
            LOG.debug("a write at the secondary is told later, for the custody store is down: {}", down.getMessage());
        }
    }

    /** Tells the other nodes. What cannot be told now is told later. */
    void share() {
        Map<String, Write> taken = new HashMap<>();
        for (String client : here.keySet()) {
            Write write = here.remove(client);
            if (write != null) {
                taken.put(client, write);
            }
        }
        if (taken.isEmpty()) {
            return;
        }
        boolean told = false;
        try {
            Map<CustodyKey, Write> news = new HashMap<>();
            taken.forEach((client, write) -> news.merge(key(client), write, Write::and));
            notes.merge(news, Write::and);
            told = true;
        } finally {
            if (!told) {
                taken.forEach((client, write) -> here.merge(client, write, Write::and));
            }
        }
    }

    /** Returns the writes by client, as all nodes have told them. */
    Map<CustodyKey, Write> all() {
        return notes.all();
    }

    /** Returns the key under which writes stand that nobody can tell the client of. */
    CustodyKey ofNobody() {
        return key(NOBODY);
    }

    private CustodyKey key(String client) {
        return custody.kills().key(new Party(Party.Kind.CLIENT, client));
    }
}
