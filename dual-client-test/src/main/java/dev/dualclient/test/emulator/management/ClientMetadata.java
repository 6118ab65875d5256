package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a client: which a caller may write, what holds where it says nothing, and how they are answered. */
public final class ClientMetadata {

    /**
     * A client just registered.
     *
     * @param secret its secret, {@code null} for a public client
     */
    public record Registered(Client client, @Nullable String secret) {

        /** Returns the number of the client alone. */
        @Override
        public String toString() {
            return "client " + client.clientId();
        }
    }

    private static final List<String> READ_ONLY = List.of(
            "number",
            "serviceNumber",
            "clientId",
            "clientSecret",
            "createdAt",
            "modifiedAt",
            "dynamicallyRegistered",
            "explicitlyRegistered",
            "derivedSectorIdentifier",
            "registrationAccessTokenHash",
            "locked");

    /** What a client is by how it came here. */
    private static final List<String> KEPT =
            List.of("locked", "dynamicallyRegistered", "explicitlyRegistered", "registrationAccessTokenHash");

    private final Store store;

    /** Creates the rules of a server. */
    public ClientMetadata(Store store) {
        this.store = store;
    }

    /**
     * Registers a new client.
     *
     * @param body what a caller may write; what it does not say has a default
     * @param origin how the client came here, which no caller may write
     */
    public Registered register(Document body, Document origin) {
        long number = Opaque.randomNumber(12);
        long now = store.now();
        Document metadata = written(body);
        if (store.differences().aliasDefaultsToId() && !metadata.has("clientIdAlias")) {
            metadata = metadata.with("clientIdAlias", Long.toString(number)).with("clientIdAliasEnabled", true);
        }
        for (Map.Entry<String, JsonNode> field : origin.json().properties()) {
            metadata = metadata.with(field.getKey(), field.getValue());
        }
        Client client = new Client(number, null, now, now, metadata.with("locked", false));
        String secret = client.confidential() ? Opaque.random() : null;
        return new Registered(store.clients().put(client.withSecret(secret, now)), secret);
    }

    /** A change replaces all that a caller may write. */
    public Document ofChanged(Document body, Client client) {
        Document changed = written(body);
        for (String kept : KEPT) {
            changed = changed.with(kept, client.metadata().json().get(kept));
        }
        return changed;
    }

    private Document written(Document body) {
        Document known = body.without(READ_ONLY).without(store.differences().unknownClientFields());
        String method = known.text("tokenAuthMethod");
        boolean confidential = known.has("clientType")
                ? "CONFIDENTIAL".equals(known.text("clientType"))
                : method != null && !method.equals("NONE");
        return known.with("clientType", confidential ? "CONFIDENTIAL" : "PUBLIC")
                .withDefault("tokenAuthMethod", confidential ? "CLIENT_SECRET_BASIC" : "NONE")
                .withDefault("grantTypes", List.of("AUTHORIZATION_CODE", "REFRESH_TOKEN"))
                .withDefault("responseTypes", List.of("CODE"))
                .withDefault("applicationType", "WEB")
                .withDefault("subjectType", "PUBLIC")
                .withDefault("idTokenSignAlg", "RS256");
    }

    /** Returns as much of a client as lists of other things show. */
    static ObjectNode limited(Client client) {
        ObjectNode json = client.metadata().json();
        json.retain(
                "clientName",
                "clientNames",
                "description",
                "descriptions",
                "clientIdAlias",
                "clientIdAliasEnabled",
                "clientType");
        return json.put("clientId", client.clientId());
    }

    /**
     * Returns the client as the API shows it.
     *
     * @param secret its secret where this call tells it, {@code null} where it does not
     */
    public ObjectNode json(Client client, @Nullable String secret) {
        return client.metadata()
                .without(store.differences().unknownClientFields())
                .with("clientId", client.clientId())
                .with("clientSecret", secret)
                .with("number", client.clientId() % 1_000_000)
                .with("serviceNumber", 1)
                .with("createdAt", client.createdAt())
                .with("modifiedAt", client.modifiedAt())
                .json();
    }
}
