package dev.dualclient.migration.readiness;

import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.time.Instant;

/**
 * What one scan has found of one client: counts and dates, as they stand in the store. Immutable.
 *
 * @param round when the round of scans began that it belongs to
 * @param begun when the scan of this client began
 * @param end how the scan ended
 * @param standing how the client stands at the primary
 * @param rows how many rows the secondary lists
 * @param uncovered how many of its living rows the primary cannot serve
 * @param latestExpiry when the last of these expires; {@link #NEVER} for never, {@link Instant#EPOCH} if there is none
 * @param renewable whether one of them has a refresh token that lives
 * @param leastUsed when the one was used that has not been used for longest; {@link Instant#EPOCH} if there is none
 * @param stranger when the last row was written that custody has not heard of; {@link Instant#EPOCH} if there is none
 * @param doubts how many of its living tokens the secondary may have used up without an answer
 * @param lastAccessExpiry when the last access token of the secondary expires
 * @param longestLifeSeconds the longest life of a refresh token
 */
record ClientEvidence(
        Instant round,
        Instant begun,
        End end,
        ClientStanding standing,
        long rows,
        long uncovered,
        Instant latestExpiry,
        boolean renewable,
        Instant leastUsed,
        Instant stranger,
        long doubts,
        Instant lastAccessExpiry,
        long longestLifeSeconds) {

    /** What stands for never, in a form that every store and reader takes. */
    static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /** Reads it as {@link #toNote} has written it. */
    static ClientEvidence of(JsonNode note) {
        return new ClientEvidence(
                NoteJson.instant(note, "round"),
                NoteJson.instant(note, "begun"),
                End.valueOf(note.required("end").stringValue()),
                ClientStanding.valueOf(note.required("standing").stringValue()),
                note.required("rows").asLong(),
                note.required("uncovered").asLong(),
                NoteJson.instant(note, "latestExpiry"),
                note.required("renewable").asBoolean(),
                NoteJson.instant(note, "leastUsed"),
                NoteJson.instant(note, "stranger"),
                note.required("doubts").asLong(),
                NoteJson.instant(note, "lastAccessExpiry"),
                note.required("longestLifeSeconds").asLong());
    }

    /** Returns it as it stands in the store. */
    ObjectNode toNote() {
        ObjectNode note = new ObjectNode();
        NoteJson.put(note, "round", round);
        NoteJson.put(note, "begun", begun);
        note.put("end", end.name()).put("standing", standing.name());
        note.put("rows", rows).put("uncovered", uncovered);
        NoteJson.put(note, "latestExpiry", latestExpiry);
        note.put("renewable", renewable);
        NoteJson.put(note, "leastUsed", leastUsed);
        NoteJson.put(note, "stranger", stranger);
        note.put("doubts", doubts);
        NoteJson.put(note, "lastAccessExpiry", lastAccessExpiry);
        return note.put("longestLifeSeconds", longestLifeSeconds);
    }

    /** How a scan ended. */
    enum End {
        /** Every row was seen. */
        CLEAN,
        /** The list changed meanwhile, three times. */
        UNCLEAN,
        /** A page was refused, or not answered. */
        FAILED
    }
}
