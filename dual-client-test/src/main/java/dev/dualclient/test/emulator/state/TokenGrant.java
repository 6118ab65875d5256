package dev.dualclient.test.emulator.state;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tokens are issued for.
 *
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param subject the end user, {@code null} for none
 * @param grantType Authlete's name of the grant type
 * @param scopes the scopes granted
 * @param properties what the authorization server attaches
 * @param acr the authentication context class, {@code null} for none
 * @param authTime when the end user was authenticated, in seconds since the epoch, 0 where unknown
 * @param privileges what the tokens are good for, besides their scopes
 * @param binding whose keys the tokens are bound to
 * @param grantId of grant management, {@code null} for none
 * @param sessionId the end user's session at the authorization server, {@code null} for none
 */
public record TokenGrant(
        long clientId,
        @Nullable String aliasUsed,
        @Nullable String subject,
        String grantType,
        List<String> scopes,
        List<Property> properties,
        @Nullable String acr,
        long authTime,
        Privileges privileges,
        Binding binding,
        @Nullable String grantId,
        @Nullable String sessionId) {

    /** Creates a grant that belongs to no grant of grant management, and to no session. */
    public TokenGrant(
            long clientId,
            @Nullable String aliasUsed,
            @Nullable String subject,
            String grantType,
            List<String> scopes,
            List<Property> properties,
            @Nullable String acr,
            long authTime,
            Privileges privileges,
            Binding binding) {
        this(
                clientId,
                aliasUsed,
                subject,
                grantType,
                scopes,
                properties,
                acr,
                authTime,
                privileges,
                binding,
                null,
                null);
    }

    /** Creates a grant of scopes alone, whose tokens anybody may present. */
    public TokenGrant(
            long clientId,
            @Nullable String aliasUsed,
            @Nullable String subject,
            String grantType,
            List<String> scopes,
            List<Property> properties,
            @Nullable String acr,
            long authTime) {
        this(clientId, aliasUsed, subject, grantType, scopes, properties, acr, authTime, Privileges.NONE, Binding.NONE);
    }

    /** Returns this grant with other privileges and another binding. */
    public TokenGrant with(Privileges otherPrivileges, Binding otherBinding) {
        return new TokenGrant(
                clientId,
                aliasUsed,
                subject,
                grantType,
                scopes,
                properties,
                acr,
                authTime,
                otherPrivileges,
                otherBinding,
                grantId,
                sessionId);
    }

    /** Returns this grant as part of what an end user agreed to. */
    public TokenGrant within(Approval approval) {
        return new TokenGrant(
                clientId,
                aliasUsed,
                subject,
                grantType,
                scopes,
                properties,
                acr,
                authTime,
                privileges,
                binding,
                approval.grantId(),
                approval.sessionId());
    }

    /**
     * A token value and its end.
     *
     * @param expiresAt in milliseconds since the epoch, 0 for never
     */
    public record Value(String value, long expiresAt) {

        /** Returns the end alone. */
        @Override
        public String toString() {
            return "a token until " + expiresAt;
        }
    }

    /** Returns the row of tokens issued for this. */
    public TokenRow row(Value accessToken, @Nullable Value refreshToken, long now) {
        return new TokenRow(
                UUID.randomUUID().toString(),
                0,
                true,
                Opaque.hash(accessToken.value()),
                refreshToken == null ? null : Opaque.hash(refreshToken.value()),
                clientId,
                aliasUsed,
                subject,
                grantType,
                scopes,
                refreshToken == null ? List.of() : scopes,
                accessToken.expiresAt(),
                refreshToken == null ? 0 : refreshToken.expiresAt(),
                now,
                0,
                null,
                properties,
                grantId,
                acr,
                authTime,
                privileges,
                binding,
                sessionId);
    }
}
