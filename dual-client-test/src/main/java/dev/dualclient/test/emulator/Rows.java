package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.ClientSecret;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import dev.dualclient.test.emulator.state.TokenRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server below its API, as a token migrator and an operator's console see it: rows, with hashes in place of tokens. Every
 * method is one atomic step between calls. Rows read and written here can be sent as JSON.
 */
final class Rows {

    /** What becomes of a client's secret when the client is imported. */
    enum Secret {
        /** It stays the same: "Migrate Client Secrets" was chosen. */
        MIGRATED,
        /** It becomes one that nobody knows. */
        RANDOM
    }

    /**
     * All that a migrator reads at once.
     *
     * @param tokens every token row
     * @param clients every client
     */
    record Snapshot(List<TokenRow> tokens, List<Client> clients) {}

    private final EmulatedAuthlete server;

    Rows(EmulatedAuthlete server) {
        this.server = server;
    }

    /** Returns all rows as they are now. */
    Snapshot snapshot() {
        return server.inspect(store -> new Snapshot(
                List.copyOf(store.tokens().all()), List.copyOf(store.clients().all())));
    }

    /** Returns the row that holds a token, given by its value or by its hash, {@code null} if there is none. */
    @Nullable
    TokenRow find(String tokenOrHash) {
        return server.inspect(store -> store.tokens().ofAnyToken(tokenOrHash));
    }

    /**
     * Writes a row of another server in place of the copy that may be here. The copy is found by the row's id, else by
     * either of its tokens.
     *
     * @param guarded whether a row that this server has changed is kept, as it should be
     */
    TokenRows.Written write(TokenRow row, boolean guarded) {
        return server.inspect(store -> store.tokens().write(row, guarded));
    }

    /**
     * Removes a row because another server removed it.
     *
     * @param guarded whether a row that this server has changed is kept, as it should be
     * @return whether a row was removed
     */
    boolean erase(String id, boolean guarded) {
        return server.inspect(store -> store.tokens().erase(id, guarded));
    }

    /**
     * Imports a client of another server. It keeps its id; its registration access token stays behind.
     *
     * @param synchronised whether its tokens are to be copied
     */
    Client importClient(Client client, Secret secret, boolean synchronised) {
        return server.inspect(store -> {
            ClientSecret kept = client.confidential() && secret == Secret.RANDOM
                    ? new ClientSecret(Opaque.random())
                    : client.secret();
            return store.clients()
                    .put(new Client(
                            client.clientId(),
                            kept,
                            client.createdAt(),
                            store.now(),
                            metadata(store, client, synchronised)));
        });
    }

    private static Document metadata(Store store, Client client, boolean synchronised) {
        Document metadata = client.metadata()
                .without(List.of("registrationAccessTokenHash"))
                .with("inScopeForTokenMigration", synchronised);
        return store.differences().aliasDefaultsToId() && !metadata.has("clientIdAlias")
                ? metadata.with("clientIdAlias", Long.toString(client.clientId()))
                        .with("clientIdAliasEnabled", true)
                : metadata;
    }

    /** Says whether a client's tokens are to be copied; a client that is not here is left alone. */
    void synchronise(long clientId, boolean synchronised) {
        server.inspect(store -> {
            Client client = store.clients().at(clientId);
            if (client != null) {
                Document changed = client.metadata().with("inScopeForTokenMigration", synchronised);
                store.clients().put(client.withMetadata(changed, store.now()));
            }
            return clientId;
        });
    }
}
