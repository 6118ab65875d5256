package dev.dualclient.test.histories.world;

import dev.dualclient.test.migrator.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tables of a server into which every other row is written without its refresh token. */
final class HalfCopies implements Database {

    private final Database whole;

    HalfCopies(Database whole) {
        this.whole = whole;
    }

    @Override
    public JsonNode rows() {
        return whole.rows();
    }

    @Override
    public JsonNode clients() {
        return whole.clients();
    }

    @Override
    public long now() {
        return whole.now();
    }

    @Override
    public JsonNode write(JsonNode rows) {
        JsonNode half = rows.deepCopy();
        for (JsonNode entry : half.path("rows")) {
            if (entry.path("row") instanceof ObjectNode row
                    && row.path("id").asString().hashCode() % 2 == 0) {
                row.remove("refreshTokenHash");
                row.put("refreshTokenExpiresAt", 0);
            }
        }
        return whole.write(half);
    }

    @Override
    public JsonNode importClients(JsonNode clients) {
        return whole.importClients(clients);
    }
}
