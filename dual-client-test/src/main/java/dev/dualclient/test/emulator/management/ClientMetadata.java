package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a client: which a caller may write, what holds where it says nothing, and how they are answered. */
public final class ClientMetadata {

    private static final List<String> READ_ONLY = List.of(
            "number",
            "serviceNumber",
            "clientId",
            "clientSecret",
            "createdAt",
            "modifiedAt",
            "dynamicallyRegistered",
            "derivedSectorIdentifier",
            "registrationAccessTokenHash",
            "locked");

    /** What a client is by how it came here. */
    private static final List<String> KEPT = List.of("locked", "dynamicallyRegistered", "registrationAccessTokenHash");

    private final Store store;

    /** Creates the rules of a server. */
    public ClientMetadata(Store store) {
        this.store = store;
    }

    /** Returns the metadata of a new client: what a caller may write, and what holds where it says nothing. */
    public Document ofNew(Document body, long clientId) {
        Document known = written(body);
        if (store.differences().aliasDefaultsToId() && !known.has("clientIdAlias")) {
            known = known.with("clientIdAlias", Long.toString(clientId)).with("clientIdAliasEnabled", true);
        }
        return known.with("locked", false);
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
     * @param secret its secret where this call has set it, {@code null} where it is not known any more
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
