package dev.dualclient.test.migrator;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What a token migrator has read and not written yet. Immutable. */
public final class Snapshot {

    private final long takenAt;
    private final ArrayNode rows;
    private final JsonNode codes;
    private final ArrayNode ids;

    Snapshot(long takenAt, ArrayNode rows, JsonNode codes, ArrayNode ids) {
        this.takenAt = takenAt;
        this.rows = rows;
        this.codes = codes;
        this.ids = ids;
    }

    /** Returns how many token rows it has: those that are new or have changed. */
    public int size() {
        return rows.size();
    }

    /** Returns when it was taken by the secondary's clock, in milliseconds since the epoch. */
    long takenAt() {
        return takenAt;
    }

    ArrayNode rows() {
        return rows;
    }

    JsonNode codes() {
        return codes;
    }

    /** Returns the ids of all rows that there were. */
    ArrayNode ids() {
        return ids;
    }

    @Override
    public String toString() {
        return size() + " rows";
    }
}
