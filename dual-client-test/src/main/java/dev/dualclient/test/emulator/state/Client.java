package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as it was registered.
 *
 * @param clientId its number, the same wherever it is copied to
 * @param secret its secret, {@code null} for a public client
 * @param createdAt in milliseconds since the epoch
 * @param modifiedAt in milliseconds since the epoch
 * @param metadata the fields of the API's {@code Client} that a caller may write
 */
public record Client(long clientId, @Nullable ClientSecret secret, long createdAt, long modifiedAt, Document metadata) {

    /** Returns the alias by which the client may call itself, {@code null} for none. */
    public @Nullable String alias() {
        return metadata.text("clientIdAlias");
    }

    /** Returns whether the alias may be used. */
    public boolean aliasEnabled() {
        return metadata.flag("clientIdAliasEnabled");
    }

    /** Returns whether the client has credentials (RFC 6749 section 2.1). */
    public boolean confidential() {
        return "CONFIDENTIAL".equals(metadata.text("clientType"));
    }

    /** Returns whether an operator has locked the client. */
    public boolean locked() {
        return metadata.flag("locked");
    }

    /** Returns whether a token migrator copies the client's tokens. */
    public boolean synchronised() {
        return metadata.flag("inScopeForTokenMigration");
    }

    /** Returns Authlete's name of its authentication method at the token endpoint. */
    public String authMethod() {
        return metadata.text("tokenAuthMethod", confidential() ? "CLIENT_SECRET_BASIC" : "NONE");
    }

    /** Returns the redirect URIs, in the order of registration. */
    public List<String> redirectUris() {
        return metadata.texts("redirectUris");
    }

    /** Returns whether the client has declared that it uses a value: a grant type or a response type. */
    public boolean declares(String field, String value) {
        return metadata.texts(field).contains(value);
    }

    /** Returns the scopes that the client may ask for, {@code null} where there is no limit. */
    public @Nullable List<String> requestableScopes() {
        Document extension = metadata.document("extension");
        return extension.flag("requestableScopesEnabled") ? extension.texts("requestableScopes") : null;
    }

    /** Returns this client with other metadata. */
    public Client withMetadata(Document changed, long now) {
        return new Client(clientId, secret, createdAt, now, changed);
    }

    /** Returns this client with another secret. */
    public Client withSecret(@Nullable String value, long now) {
        return new Client(clientId, value == null ? null : new ClientSecret(value), createdAt, now, metadata);
    }

    /** Returns whether the client has a secret and this is it. */
    public boolean hasSecret(String presented) {
        return secret != null && secret.matches(presented);
    }
}
