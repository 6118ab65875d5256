package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of a token row in the making: what is not set stays as it was. */
public final class TokenRowChange {

    private final TokenRow was;
    private long modification;
    private boolean changedHere;
    private @Nullable String accessTokenHash;
    private @Nullable String refreshTokenHash;
    private List<String> scopes;
    private List<String> refreshTokenScopes;
    private long accessTokenExpiresAt;
    private long refreshTokenExpiresAt;
    private long lastRefreshedAt;
    private @Nullable String previousRefreshTokenHash;
    private List<Property> properties;
    private Privileges privileges;
    private Binding binding;

    TokenRowChange(TokenRow was) {
        this.was = was;
        modification = was.modification();
        changedHere = was.changedHere();
        accessTokenHash = was.accessTokenHash();
        refreshTokenHash = was.refreshTokenHash();
        scopes = was.scopes();
        refreshTokenScopes = was.refreshTokenScopes();
        accessTokenExpiresAt = was.accessTokenExpiresAt();
        refreshTokenExpiresAt = was.refreshTokenExpiresAt();
        lastRefreshedAt = was.lastRefreshedAt();
        previousRefreshTokenHash = was.previousRefreshTokenHash();
        properties = was.properties();
        privileges = was.privileges();
        binding = was.binding();
    }

    TokenRowChange stamp(long stamp, boolean here) {
        modification = stamp;
        changedHere = here;
        return this;
    }

    TokenRowChange withoutAccessToken() {
        accessTokenHash = null;
        return this;
    }

    /** Replaces the access token. */
    public TokenRowChange accessToken(String value) {
        accessTokenHash = Opaque.hash(value);
        return this;
    }

    /** Replaces the refresh token, remembering the hash of the one before. */
    public TokenRowChange refreshToken(String value) {
        previousRefreshTokenHash = refreshTokenHash;
        refreshTokenHash = Opaque.hash(value);
        return this;
    }

    /** Sets the time of the last refresh, in milliseconds since the epoch. */
    public TokenRowChange refreshedAt(long time) {
        lastRefreshedAt = time;
        return this;
    }

    /** Sets the end of the access token, in milliseconds since the epoch, 0 for never. */
    public TokenRowChange accessTokenExpiresAt(long time) {
        accessTokenExpiresAt = time;
        return this;
    }

    /** Sets the end of the refresh token, in milliseconds since the epoch. */
    public TokenRowChange refreshTokenExpiresAt(long time) {
        refreshTokenExpiresAt = time;
        return this;
    }

    /** Replaces the scopes of the access token. */
    public TokenRowChange scopes(List<String> names) {
        scopes = List.copyOf(names);
        return this;
    }

    /** Replaces the scopes that a refresh may ask for. */
    public TokenRowChange refreshTokenScopes(List<String> names) {
        refreshTokenScopes = List.copyOf(names);
        return this;
    }

    /** Replaces what the authorization server attached. */
    public TokenRowChange properties(List<Property> values) {
        properties = List.copyOf(values);
        return this;
    }

    /** Replaces what the tokens are good for, besides their scopes. */
    public TokenRowChange privileges(Privileges changed) {
        privileges = changed;
        return this;
    }

    /** Replaces whose keys the tokens are bound to. */
    public TokenRowChange binding(Binding changed) {
        binding = changed;
        return this;
    }

    /** Returns the row as it is after the change. */
    public TokenRow build() {
        return new TokenRow(
                was.id(),
                modification,
                changedHere,
                accessTokenHash,
                refreshTokenHash,
                was.clientId(),
                was.aliasUsed(),
                was.subject(),
                was.grantType(),
                scopes,
                refreshTokenScopes,
                accessTokenExpiresAt,
                refreshTokenExpiresAt,
                was.createdAt(),
                lastRefreshedAt,
                previousRefreshTokenHash,
                properties,
                was.grantId(),
                was.acr(),
                was.authTime(),
                privileges,
                binding,
                was.sessionId());
    }
}
