package dev.dualclient.test.migrator;

import java.net.URI;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The import of clients from one emulator into another, as Authlete's console does it: a client keeps its id, and is
 * flagged for the token migrator. Thread-safe.
 */
public final class ClientImport {

    /** What becomes of the secrets of imported clients. */
    public enum Secrets {
        /** The client keeps its secret ("Migrate Client Secrets"). */
        MIGRATED,
        /** The client gets a random secret that nobody knows. */
        RANDOM
    }

    private final Database from;
    private final Database to;

    private ClientImport(Database from, Database to) {
        this.from = from;
        this.to = to;
    }

    /** Returns the import from the emulator at one URL into the one at another. */
    public static ClientImport between(URI from, URI to) {
        return between(new HttpDatabase(from), new HttpDatabase(to));
    }

    /** Returns the import from one database into another. */
    public static ClientImport between(Database from, Database to) {
        return new ClientImport(from, to);
    }

    /** Imports all clients and returns how many they are. */
    public int all(Secrets secrets) {
        ArrayNode chosen = JsonMapper.shared().createArrayNode();
        from.clients().forEach(chosen::add);
        return run(chosen, secrets);
    }

    /**
     * Imports some clients.
     *
     * @throws IllegalArgumentException if there is no client of one of the ids
     */
    public void some(Secrets secrets, String... clientIds) {
        Set<String> wanted = Set.of(clientIds);
        ArrayNode chosen = JsonMapper.shared().createArrayNode();
        for (JsonNode client : from.clients()) {
            if (wanted.contains(client.path("clientId").asString())) {
                chosen.add(client);
            }
        }
        if (chosen.size() < wanted.size()) {
            throw new IllegalArgumentException("there is no such client to import; asked for " + wanted);
        }
        run(chosen, secrets);
    }

    private int run(ArrayNode clients, Secrets secrets) {
        ObjectNode wanted = JsonMapper.shared().createObjectNode();
        wanted.set("clients", clients);
        wanted.put("secrets", secrets == Secrets.MIGRATED);
        return to.importClients(wanted).path("imported").asInt();
    }
}
