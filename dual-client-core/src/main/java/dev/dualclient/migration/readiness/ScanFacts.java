package dev.dualclient.migration.readiness;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a whole round of scans has found beside the tokens of single clients, as it stands in the store. Immutable.
 *
 * @param round when the round began
 * @param ended when it ended
 * @param clients how many clients the secondary lists; -1 if the lists of clients could not be read whole
 * @param total how many tokens the secondary lists without naming a client; -1 if it does not say
 * @param sum how many tokens it lists of all its clients together
 * @param clockOffsets how many milliseconds the clock of each backend is ahead of this node's; a backend that does not tell
 *     its time is absent
 * @param missingKeys the key ids of the secondary that the primary does not publish, {@code null} if unknown
 * @param grantManagement whether the secondary has grant management, {@code null} if unknown
 * @param listsExpired whether a row was seen whose access token had expired
 */
record ScanFacts(
        Instant round,
        Instant ended,
        long clients,
        long total,
        long sum,
        Map<String, Long> clockOffsets,
        @Nullable List<String> missingKeys,
        @Nullable Boolean grantManagement,
        boolean listsExpired) {

    ScanFacts {
        clockOffsets = Map.copyOf(clockOffsets);
        missingKeys = missingKeys == null ? null : List.copyOf(missingKeys);
    }

    /** Reads it as {@link #toNote} has written it. */
    static ScanFacts of(JsonNode note) {
        Map<String, Long> clockOffsets = new LinkedHashMap<>();
        note.required("clockOffsets").forEachEntry((side, offset) -> clockOffsets.put(side, offset.asLong()));
        return new ScanFacts(
                NoteJson.instant(note, "round"),
                NoteJson.instant(note, "ended"),
                note.required("clients").asLong(),
                note.required("total").asLong(),
                note.required("sum").asLong(),
                clockOffsets,
                NoteJson.textsOrNull(note, "missingKeys"),
                NoteJson.flagOrNull(note, "grantManagement"),
                note.required("listsExpired").asBoolean());
    }

    /** Returns it as it stands in the store. */
    ObjectNode toNote() {
        ObjectNode note = new ObjectNode();
        NoteJson.put(note, "round", round);
        NoteJson.put(note, "ended", ended);
        note.put("clients", clients).put("total", total).put("sum", sum);
        ObjectNode offsets = note.putObject("clockOffsets");
        clockOffsets.forEach(offsets::put);
        if (missingKeys == null) {
            note.putNull("missingKeys");
        } else {
            missingKeys.forEach(note.putArray("missingKeys")::add);
        }
        if (grantManagement == null) {
            note.putNull("grantManagement");
        } else {
            note.put("grantManagement", grantManagement.booleanValue());
        }
        return note.put("listsExpired", listsExpired);
    }
}
