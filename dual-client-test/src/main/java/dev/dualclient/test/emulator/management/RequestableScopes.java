package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which scopes a client may ask for, where there is a limit. */
final class RequestableScopes {

    private final Store store;

    RequestableScopes(Store store) {
        this.store = store;
    }

    Answer get(Call call) {
        return Answer.ok().with("requestableScopes", client(call).requestableScopes());
    }

    /** An empty list allows no scope; a missing one lifts the limit. */
    Answer update(Call call) {
        boolean list = call.body().has("requestableScopes");
        if (list && !call.body().json().path("requestableScopes").isArray()) {
            throw Refusal.ofCall(
                    400, "A128202", "The value of 'requestableScopes' in the request body is not an array.");
        }
        Client changed = set(client(call), list ? call.body().texts("requestableScopes") : null);
        return Answer.ok().with("requestableScopes", changed.requestableScopes());
    }

    Answer delete(Call call) {
        set(client(call), null);
        return Answer.nothing();
    }

    private Client set(Client client, @Nullable List<String> scopes) {
        Document extension = client.metadata()
                .document("extension")
                .with("requestableScopesEnabled", scopes != null)
                .with("requestableScopes", scopes);
        Document metadata = client.metadata().with("extension", extension);
        return store.clients().put(client.withMetadata(metadata, store.now()));
    }

    private Client client(Call call) {
        return NamedClient.of(store, call.pathVariable("clientId"));
    }
}
