package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Clients;
import dev.dualclient.test.emulator.state.Store;

/** The client that a management call names by number or alias. */
final class NamedClient {

    private NamedClient() {}

    /** Returns the client, locked or not, if the caller may view it: else it is answered as one that there is not. */
    static Client inView(Store store, String identifier) {
        Client client = of(store, identifier);
        if (!store.clientsInView().contains(client)) {
            throw unknown(store.differences().unknownNameStatus());
        }
        return client;
    }

    private static Refusal unknown(int status) {
        return Refusal.ofCall(status, "A001218", "The client does not exist.");
    }

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
            case UNKNOWN, FOUND, LOCKED -> unknown(status);
        };
    }
}
