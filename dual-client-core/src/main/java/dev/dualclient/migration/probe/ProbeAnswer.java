package dev.dualclient.migration.probe;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment has shown at one backend. Immutable, and free of secrets.
 *
 * @param id names the question: {@code probe.list-hash}
 * @param side the backend
 * @param behaviour whether it does what Dual Client assumes
 * @param detail what was seen, in a sentence
 * @param version the version of the backend, {@code null} if it did not tell
 * @param at when
 */
public record ProbeAnswer(
        String id,
        Side side,
        Behaviour behaviour,
        String detail,
        @Nullable String version,
        Instant at) {

    /** What an experiment can show. */
    public enum Behaviour {
        /** The backend does what Dual Client assumes. */
        AS_ASSUMED,
        /** The backend does something else; the documentation of the assumptions says what follows. */
        OTHERWISE,
        /** The experiment could not be made, or did not end clearly. */
        UNKNOWN
    }

    /**
     * Returns whether the answer is about another version than the present one.
     *
     * @param now the present version, {@code null} if it is not known
     */
    public boolean isStale(@Nullable String now) {
        return now != null && !now.equals(version);
    }

    /** Reads it as {@link #toNote} has written it. */
    static ProbeAnswer of(JsonNode note) {
        return new ProbeAnswer(
                note.required("id").stringValue(),
                Side.valueOf(note.required("side").stringValue()),
                Behaviour.valueOf(note.required("behaviour").stringValue()),
                note.required("detail").stringValue(),
                note.path("version").stringValue(null),
                Instant.parse(note.required("at").stringValue()));
    }

    /** Returns it as it stands in the store. */
    ObjectNode toNote() {
        return new ObjectNode()
                .put("id", id)
                .put("side", side.name())
                .put("behaviour", behaviour.name())
                .put("detail", detail)
                .put("version", version)
                .put("at", at.toString());
    }
}
