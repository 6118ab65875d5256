package dev.dualclient.test.emulator.registration;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.ClientMetadata;
import dev.dualclient.test.emulator.management.ClientMetadata.Registered;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import tools.jackson.databind.node.ObjectNode;

/**
 * Dynamic client registration (RFC 7591) and its management (RFC 7592). A client keeps the registration access token that
 * it got when it registered; the server keeps a hash of it.
 */
final class DynamicRegistration {

    private static final String TOKEN_HASH = "registrationAccessTokenHash";

    private final Store store;
    private final ClientMetadata rules;

    DynamicRegistration(Store store) {
        this.store = store;
        this.rules = new ClientMetadata(store);
    }

    Answer register(Call call) {
        String token = Opaque.random();
        Registered registered = rules.register(
                client(wanted(call), Document.empty()),
                Document.empty().with("dynamicallyRegistered", true).with(TOKEN_HASH, Opaque.hash(token)));
        return answer("CREATED", "A202001", "The client was created.", registered, token);
    }

    Answer get(Call call) {
        Client client = managed(call);
        return answer(
                "OK",
                "A217001",
                "The client information has been returned.",
                new Registered(client, null),
                token(call));
    }

    Answer update(Call call) {
        Client client = managed(call);
        Document metadata = wanted(call);
        String named = metadata.text("client_id");
        if (named == null) {
            throw invalid("A214301", "The 'client_id' field must be present in the registration update request.");
        }
        if (!named.equals(Long.toString(client.clientId()))) {
            throw invalid(
                    "A214302",
                    "The 'client_id' in the registration update request did not match the expected client ID.");
        }
        String secret = metadata.text("client_secret");
        if (secret != null && !client.hasSecret(secret)) {
            throw invalid(
                    "A215304",
                    "The 'client_secret' in the registration update request did not match the expected client"
                            + " secret.");
        }
        Document changed = rules.ofChanged(client(metadata, client.metadata()), client);
        Client updated = client.withMetadata(changed, store.now());
        String issued = null;
        if (updated.confidential() && updated.secret() == null) {
            issued = Opaque.random();
            updated = updated.withSecret(issued, store.now());
        }
        store.clients().put(updated);
        return answer(
                "UPDATED", "A213001", "The client has been updated.", new Registered(updated, issued), token(call));
    }

    Answer delete(Call call) {
        Client client = managed(call);
        store.forget(client);
        return Answer.action("DELETED", "A216001", "The client has been deleted.")
                .with("client", rules.json(client, null));
    }

    private Document wanted(Call call) {
        if (!store.service().is("dynamicRegistrationSupported")) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    OAuth2Error.INVALID_REQUEST,
                    "A206201",
                    "Service (" + store.service().apiKey() + ") does not support dynamic client registration.");
        }
        return RegistrationMetadata.parse(call.body().text("json"));
    }

    private Document client(Document metadata, Document before) {
        Document client = RegistrationMetadata.client(metadata, before);
        return store.service().is("dcrScopeUsedAsRequestable")
                ? RegistrationMetadata.limited(client, metadata)
                : client;
    }

    /** Returns the client whose registration access token the call brings. */
    private Client managed(Call call) {
        String identifier = call.body().text("clientId", "");
        if (!identifier.matches("[0-9]{1,18}")) {
            throw unauthorized("A215301", "Unable to parse client ID.");
        }
        Client client = store.clients().at(Long.parseLong(identifier));
        if (client == null) {
            throw unauthorized("A215302", "Client with id '" + identifier + "' not found.");
        }
        if (!client.metadata().flag("dynamicallyRegistered")) {
            throw unauthorized("A215303", "Client (" + identifier + ") is not dynamically registered.");
        }
        String hash = client.metadata().text(TOKEN_HASH);
        if (hash == null) {
            throw unauthorized(
                    "A215306",
                    "The client (" + identifier
                            + ") has no registration access token, update function is not available.");
        }
        if (token(call).isEmpty()) {
            throw unauthorized("A215305", "The registration access token is not present.");
        }
        if (!Opaque.matches(token(call), hash)) {
            throw unauthorized(
                    "A215307",
                    "The registration access token presented does not match the registration access token for this"
                            + " client (" + identifier + ").");
        }
        return client;
    }

    private static String token(Call call) {
        return call.body().text("token", "");
    }

    /** Answers with the client as the API shows it, and with what the client is told (RFC 7591 section 3.2.1). */
    private Answer answer(String action, String code, String message, Registered registered, String token) {
        Client client = registered.client();
        Document settings = store.service().settings();
        String endpoint = settings.text(
                "registrationManagementEndpoint",
                settings.text("registrationEndpoint", store.service().issuer() + "/api/register"));
        ObjectNode content = RegistrationMetadata.told(registered)
                .put("registration_access_token", token)
                .put("registration_client_uri", endpoint + "/" + client.clientId());
        return Answer.action(action, code, message)
                .with("responseContent", content.toString())
                .with("client", rules.json(client, registered.secret()));
    }

    private static Refusal invalid(String code, String message) {
        return Refusal.toClient("BAD_REQUEST", RegistrationError.INVALID_CLIENT_METADATA, code, message);
    }

    /** Services that were made before there was {@code UNAUTHORIZED} go on without it unless told otherwise. */
    private Refusal unauthorized(String code, String message) {
        ErrorObject error = BearerTokenError.INVALID_TOKEN;
        String action = store.service().is("unauthorizedOnClientConfigSupported") ? "UNAUTHORIZED" : "BAD_REQUEST";
        return Refusal.toClient(action, error, code, message);
    }
}
