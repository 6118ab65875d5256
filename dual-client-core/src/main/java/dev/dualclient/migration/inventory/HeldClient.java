package dev.dualclient.migration.inventory;

import dev.dualclient.custody.Parties;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as a backend shows it, in a compact form, for there may be many. It holds a secret, so it stays in this process
 * and is forgotten with the comparison. Immutable; its {@code toString} names the client alone.
 */
final class HeldClient {

    private final String id;
    private final @Nullable String alias;
    private final @Nullable String entityId;
    private final @Nullable String secret;
    private final byte[] json;

    private HeldClient(JsonNode shown) {
        id = shown.path("clientId").asString("");
        alias = shown.path("clientIdAliasEnabled").asBoolean(false) ? text(shown, "clientIdAlias") : null;
        entityId = text(shown, "entityId");
        secret = text(shown, "clientSecret");
        json = JsonFormat.write(shown);
    }

    static HeldClient of(JsonNode shown) {
        return new HeldClient(shown);
    }

    private static @Nullable String text(JsonNode object, String field) {
        String text = object.path(field).asString("");
        return text.isEmpty() ? null : text;
    }

    String id() {
        return id;
    }

    /** Returns the alias by which it may be called, {@code null} for none. */
    @Nullable
    String alias() {
        return alias;
    }

    /** Returns the alias if it is another name than the id, {@code null} if it is not. */
    @Nullable
    String secondName() {
        return id.equals(alias) ? null : alias;
    }

    @Nullable
    String secret() {
        return secret;
    }

    /** Returns all names by which the client may be called. */
    Parties names() {
        List<String> names = new ArrayList<>(List.of(id));
        if (alias != null) {
            names.add(alias);
        }
        if (entityId != null) {
            names.add(entityId);
        }
        return new Parties(names, null, null, id);
    }

    ObjectNode json() {
        return (ObjectNode) JsonFormat.read(json);
    }

    /** Returns whether it proves who it is by a secret that both sides share (RFC 6749 section 2.3.1). */
    boolean hasSecret() {
        JsonNode shown = json();
        String method = shown.path("tokenAuthMethod").asString("");
        boolean confidential = "CONFIDENTIAL".equals(shown.path("clientType").asString(""));
        return confidential && (method.isEmpty() || method.startsWith("CLIENT_SECRET"));
    }

    @Override
    public String toString() {
        return "client " + id;
    }
}
