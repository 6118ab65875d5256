package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Store;

/** The client that a management call names by number or alias. */
final class NamedClient {

    private NamedClient() {}

    /** Returns the client, locked or not. */
    static Client of(Store store, String identifier) {
        Clients.Search search = store.search(identifier);
        Client client = search.client();
        if (client != null) {
            return client;
        }
        int status = store.differences().unknownNameStatus();
        throw switch (search.finding()) {
            case DELETED -> Refusal.ofCall(status, "A001220", "The client has been deleted.");
            case ALIAS_OFF ->
                Refusal.ofCall(
                        status,
                        "A001222",
                        "The client exists but the configuration of the client does not allow 'Client ID Alias'.");
            case UNKNOWN, FOUND, LOCKED -> Refusal.ofCall(status, "A001218", "The client does not exist.");
        };
    }
}
