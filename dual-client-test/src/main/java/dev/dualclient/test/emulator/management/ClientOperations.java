package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.ClientMetadata.Registered;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.ClientSecret;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Clients and their secrets. Operators may read a secret as often as they like, unless the server hides secrets: then it
 * is told once, by the call that sets it.
 */
final class ClientOperations {

    private final Store store;
    private final ClientMetadata metadata;

    ClientOperations(Store store) {
        this.store = store;
        this.metadata = new ClientMetadata(store);
    }

    Answer create(Call call) {
        checkAlias(call.body(), null, "A123603");
        Registered registered = metadata.register(call.body(), Document.empty());
        return Answer.object(
                store.differences().createdStatus(), metadata.json(registered.client(), registered.secret()));
    }

    Answer get(Call call) {
        return Answer.object(200, json(named(call, "clientId")));
    }

    Answer list(Call call) {
        Page page = Page.of(call, "A028");
        String developer = call.value("developer");
        List<Client> all = store.clientsInView().stream()
                .filter(client ->
                        developer == null || developer.equals(client.metadata().text("developer")))
                .toList();
        ArrayNode clients = Document.MAPPER.createArrayNode();
        page.of(all).forEach(client -> clients.add(json(client)));
        return page.describe(Answer.ok(), all.size())
                .with("developer", developer)
                .with("clients", clients);
    }

    Answer update(Call call) {
        Client client = named(call, "clientId");
        Document changed = metadata.ofChanged(call.body(), client);
        checkAlias(changed, client, "A030601");
        Client updated = client.withMetadata(changed, store.now());
        if (updated.confidential() && updated.secret() == null) {
            String secret = Opaque.random();
            updated = store.clients().put(updated.withSecret(secret, store.now()));
            return Answer.object(200, metadata.json(updated, secret));
        }
        return Answer.object(200, json(store.clients().put(updated)));
    }

    Answer delete(Call call) {
        store.forget(named(call, "clientId"));
        return Answer.nothing();
    }

    Answer refreshSecret(Call call) {
        Client client = named(call, "clientIdentifier");
        return replaceSecret(
                client, Opaque.random(), "A148001", "Successfully refreshed the client secret of the client");
    }

    Answer updateSecret(Call call) {
        Client client = named(call, "clientIdentifier");
        String secret = call.body().text("clientSecret");
        if (secret == null || !secret.matches("[A-Za-z0-9_-]{1,86}")) {
            throw Refusal.ofCall(400, "A149601", "The format of the value of 'clientSecret' is wrong.");
        }
        return replaceSecret(client, secret, "A149001", "Successfully updated the client secret of the client");
    }

    private Answer replaceSecret(Client client, String secret, String code, String message) {
        store.clients().put(client.withSecret(secret, store.now()));
        return Answer.result(code, message + " (ID = " + client.clientId() + ").")
                .with("newClientSecret", secret)
                .with("oldClientSecret", readable(client));
    }

    private ObjectNode json(Client client) {
        return metadata.json(client, readable(client));
    }

    /** Returns the secret of a client as an operator may read it, {@code null} if there is none to read. */
    private @Nullable String readable(Client client) {
        ClientSecret secret = client.confidential() ? client.secret() : null;
        return secret == null || store.behaviour().has(Trait.SECRETS_HIDDEN) ? null : secret.value();
    }

    Answer updateLock(Call call) {
        Client client = named(call, "clientIdentifier");
        boolean locked = call.body().flag("clientLocked");
        if (client.locked() == locked) {
            return locked
                    ? Answer.of(400, "A293203", "The client is already locked.")
                    : Answer.of(400, "A293204", "The client is already unlocked.");
        }
        store.clients().put(client.withMetadata(client.metadata().with("locked", locked), store.now()));
        return Answer.result(
                "A293001",
                "Successfully updated the client's lock flag (Client Identifier = " + client.clientId() + ").");
    }

    private Client named(Call call, String variable) {
        return NamedClient.inView(store, call.pathVariable(variable));
    }

    private void checkAlias(Document registered, @Nullable Client self, String code) {
        String alias = registered.text("clientIdAlias");
        Client holder = alias == null ? null : store.clients().ofAlias(alias);
        if (holder != null && (self == null || holder.clientId() != self.clientId())) {
            throw Refusal.ofCall(
                    400,
                    code,
                    "The client ID alias is already in use. Client ID aliases must be unique in the same service.");
        }
    }
}
