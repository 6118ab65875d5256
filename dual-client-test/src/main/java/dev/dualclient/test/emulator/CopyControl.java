package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.AuthorizationCode;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a token migrator and a console's import see of a server's database: hashes in place of tokens. Each
 * read and each write is one atomic step.
 */
final class CopyControl {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<OneTime.Held<AuthorizationCode>> CODE = new TypeReference<>() {};

    private final Supplier<EmulatedAuthlete> backend;

    CopyControl(Supplier<EmulatedAuthlete> backend) {
        this.backend = backend;
    }

    /** Returns all token rows and authorization codes, and the server's time. */
    JsonNode rows() {
        return inspect(store -> {
            ObjectNode answer = MAPPER.createObjectNode().put("now", store.now());
            answer.set("rows", MAPPER.valueToTree(store.tokens().all()));
            answer.set("codes", MAPPER.valueToTree(store.authorizationCodes().all()));
            return answer;
        });
    }

    /**
     * Erases rows by id, then writes rows and codes, and tells what became of each row. Unless {@code guarded} is false,
     * a row that this server changed is kept; a row that must not be inserted is written only where it is already. A row
     * of a client that is not here is not written at all.
     */
    JsonNode write(JsonNode wanted) {
        boolean guarded = wanted.path("guarded").asBoolean(true);
        return inspect(store -> {
            ObjectNode results = MAPPER.createObjectNode();
            for (JsonNode id : wanted.path("erase")) {
                if (store.tokens().erase(id.asString(), guarded)) {
                    results.put(id.asString(), "ERASED");
                }
            }
            for (JsonNode entry : wanted.path("rows")) {
                // A row as GET returns it, or one with what is to be done about it.
                JsonNode row = entry.has("row") ? entry.path("row") : entry;
                TokenRow copy = MAPPER.treeToValue(row, TokenRow.class);
                boolean mayInsert = entry.path("insert").asBoolean(true);
                boolean owned = store.clients().at(copy.clientId()) != null;
                results.put(
                        copy.id(),
                        owned && (mayInsert || store.tokens().at(copy.id()) != null)
                                ? store.tokens().write(copy, guarded).name()
                                : "ABSENT");
            }
            wanted.path("codes")
                    .properties()
                    .forEach(code ->
                            store.authorizationCodes().copy(code.getKey(), MAPPER.convertValue(code.getValue(), CODE)));
            return results;
        });
    }

    JsonNode clients() {
        return inspect(store -> MAPPER.createObjectNode()
                .set("clients", MAPPER.valueToTree(store.clients().all())));
    }

    /**
     * Imports clients of another server, as the console does: each keeps its id. Unless {@code secrets} is true, each
     * gets a random secret that nobody knows. They are flagged for the token migrator unless {@code synchronise} is
     * false.
     */
    JsonNode importClients(JsonNode wanted) {
        Rows.Secret secret = wanted.path("secrets").asBoolean(false) ? Rows.Secret.MIGRATED : Rows.Secret.RANDOM;
        boolean synchronise = wanted.path("synchronise").asBoolean(true);
        Rows rows = backend.get().rows();
        for (JsonNode client : wanted.path("clients")) {
            rows.importClient(MAPPER.treeToValue(client, Client.class), secret, synchronise);
        }
        return MAPPER.createObjectNode().put("imported", wanted.path("clients").size());
    }

    private JsonNode inspect(Function<Store, JsonNode> step) {
        return backend.get().inspect(step);
    }
}
