package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One grant's tokens: an access token and its refresh token share a row. A refresh replaces both values in the row; what
 * was replaced looks as if it had never been.
 *
 * @param id names the row; a copy at another server keeps it
 * @param modification counts up with every change that a server makes; a copy has one of its own
 * @param changedHere whether this server issued or changed the row; false for an untouched copy
 * @param accessTokenHash {@link Opaque#hash} of the access token, {@code null} once it has expired and is forgotten
 * @param refreshTokenHash {@link Opaque#hash} of the refresh token, {@code null} for none
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param subject the end user, {@code null} for none
 * @param grantType Authlete's name of the grant type, such as {@code AUTHORIZATION_CODE}
 * @param scopes the scopes of the access token
 * @param refreshTokenScopes the scopes that a refresh may ask for
 * @param accessTokenExpiresAt in milliseconds since the epoch, 0 for never
 * @param refreshTokenExpiresAt in milliseconds since the epoch, 0 where there is no refresh token
 * @param createdAt in milliseconds since the epoch
 * @param lastRefreshedAt in milliseconds since the epoch, 0 for not yet
 * @param previousRefreshTokenHash the refresh token that the last refresh replaced, {@code null} for none
 * @param properties what the authorization server attached
 * @param grantId of grant management, {@code null} for none
 * @param acr the authentication context class, {@code null} for none
 * @param authTime when the end user was authenticated, in seconds since the epoch, 0 where unknown
 * @param privileges what the tokens are good for, besides their scopes
 * @param binding whose keys the tokens are bound to
 * @param sessionId the end user's session at the authorization server, {@code null} for none
 */
public record TokenRow(
        String id,
        long modification,
        boolean changedHere,
        @Nullable String accessTokenHash,
        @Nullable String refreshTokenHash,
        long clientId,
        @Nullable String aliasUsed,
        @Nullable String subject,
        String grantType,
        List<String> scopes,
        List<String> refreshTokenScopes,
        long accessTokenExpiresAt,
        long refreshTokenExpiresAt,
        long createdAt,
        long lastRefreshedAt,
        @Nullable String previousRefreshTokenHash,
        List<Property> properties,
        @Nullable String grantId,
        @Nullable String acr,
        long authTime,
        Privileges privileges,
        Binding binding,
        @Nullable String sessionId) {

    /** Returns whether the access token may be used at that time. */
    public boolean accessTokenLives(long now) {
        return accessTokenExpiresAt == 0 || now < accessTokenExpiresAt;
    }

    /** Returns whether there is a refresh token that may be used at that time. */
    public boolean refreshTokenLives(long now) {
        return refreshTokenHash != null && now < refreshTokenExpiresAt;
    }

    /** Returns the client as it called itself: by its alias, or by its id. */
    public String clientIdentifier() {
        return aliasUsed == null ? Long.toString(clientId) : aliasUsed;
    }

    /** Returns whether the row belongs to a client and a subject, where {@code null} stands for any. */
    public boolean belongsTo(@Nullable Long client, @Nullable String endUser) {
        return (client == null || client == clientId) && (endUser == null || endUser.equals(subject));
    }

    TokenRow stamped(long stamp, boolean here) {
        return change().stamp(stamp, here).build();
    }

    /** Starts a change of the row. */
    public TokenRowChange change() {
        return new TokenRowChange(this);
    }
}
