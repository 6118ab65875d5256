package dev.dualclient.migration.readiness;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node has last told of itself. Immutable.
 *
 * @param name its instance name
 * @param at when, by its own clock; what it wrote at the secondary before is told
 * @param drainedSince since when it lets nothing begin at the secondary, for any client; {@code null} if it does
 * @param storeUpSince since when it has seen the store without a break
 * @param gone whether it has said good-bye
 */
record NodeState(String name, Instant at, @Nullable Instant drainedSince, Instant storeUpSince, boolean gone) {

    /** Reads it as {@link #toNote} has written it. */
    static NodeState of(JsonNode note) {
        return new NodeState(
                note.required("name").stringValue(),
                NoteJson.instant(note, "at"),
                NoteJson.instantOrNull(note, "drainedSince"),
                NoteJson.instant(note, "storeUpSince"),
                note.required("gone").asBoolean());
    }

    /** Returns it as it stands in the store. */
    ObjectNode toNote() {
        ObjectNode note = new ObjectNode().put("name", name);
        NoteJson.put(note, "at", at);
        NoteJson.put(note, "drainedSince", drainedSince);
        NoteJson.put(note, "storeUpSince", storeUpSince);
        return note.put("gone", gone);
    }
}
