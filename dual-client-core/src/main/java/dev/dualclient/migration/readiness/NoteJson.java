package dev.dualclient.migration.readiness;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What notes of the store are made of, beside what JSON has: an instant is a number of milliseconds, for it is read often and
 * by no human. What is {@code null} is written as such.
 */
final class NoteJson {

    private NoteJson() {}

    static void put(ObjectNode note, String name, @Nullable Instant at) {
        if (at == null) {
            note.putNull(name);
        } else {
            note.put(name, at.toEpochMilli());
        }
    }

    /**
     * Returns an instant.
     *
     * @throws JacksonException if there is none
     */
    static Instant instant(JsonNode note, String name) {
        return Instant.ofEpochMilli(note.required(name).asLong());
    }

    /** Returns an instant, {@code null} if there is none. */
    static @Nullable Instant instantOrNull(JsonNode note, String name) {
        return isAbsent(note, name) ? null : instant(note, name);
    }

    /** Returns a list of texts, {@code null} if there is none. */
    static @Nullable List<String> textsOrNull(JsonNode note, String name) {
        return isAbsent(note, name)
                ? null
                : note.path(name).values().stream().map(JsonNode::stringValue).toList();
    }

    /** Returns {@code true} or {@code false}, {@code null} if there is neither. */
    static @Nullable Boolean flagOrNull(JsonNode note, String name) {
        return isAbsent(note, name) ? null : (Boolean) note.path(name).asBoolean();
    }

    private static boolean isAbsent(JsonNode note, String name) {
        JsonNode value = note.path(name);
        return value.isMissingNode() || value.isNull();
    }
}
