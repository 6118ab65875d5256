package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits for the end user's decision.
 *
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param redirectUri where the answer goes
 * @param redirectUriGiven whether the request named the redirect URI itself (RFC 6749 section 4.1.3)
 * @param responseTypes the parts of the response type
 * @param responseMode the response mode, {@code null} for the default of the response type
 * @param scopes the scopes asked for
 * @param state the client's state, {@code null} for none
 * @param nonce the nonce for an ID token, {@code null} for none
 * @param codeChallenge the challenge of RFC 7636, {@code null} for none
 * @param codeChallengeMethod {@code S256} or {@code plain}
 * @param privileges what is asked for besides scopes
 * @param dpopThumbprint the DPoP key that the code is to be redeemed with (RFC 9449 section 10), {@code null} for any
 * @param userInfoClaims the userinfo part of the {@code claims} parameter as JSON text, {@code null} for none
 * @param grantRequest what is wanted of a grant, {@code null} for nothing
 * @param context a note that the authorization server attached, {@code null} for none
 */
public record AuthorizationTicket(
        long clientId,
        @Nullable String aliasUsed,
        String redirectUri,
        boolean redirectUriGiven,
        List<String> responseTypes,
        @Nullable String responseMode,
        List<String> scopes,
        @Nullable String state,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        Privileges privileges,
        @Nullable String dpopThumbprint,
        @Nullable String userInfoClaims,
        @Nullable GrantRequest grantRequest,
        @Nullable String context) {

    /** Returns this request with what it wants of a grant, {@code null} for nothing. */
    public AuthorizationTicket withGrantRequest(@Nullable GrantRequest other) {
        return new AuthorizationTicket(
                clientId,
                aliasUsed,
                redirectUri,
                redirectUriGiven,
                responseTypes,
                responseMode,
                scopes,
                state,
                nonce,
                codeChallenge,
                codeChallengeMethod,
                privileges,
                dpopThumbprint,
                userInfoClaims,
                other,
                context);
    }

    /** Returns this request with another note of the authorization server. */
    public AuthorizationTicket withContext(@Nullable String other) {
        return new AuthorizationTicket(
                clientId,
                aliasUsed,
                redirectUri,
                redirectUriGiven,
                responseTypes,
                responseMode,
                scopes,
                state,
                nonce,
                codeChallenge,
                codeChallengeMethod,
                privileges,
                dpopThumbprint,
                userInfoClaims,
                grantRequest,
                other);
    }

    /** Returns whether the answer brings something of a kind: {@code code}, {@code token}, {@code id_token}. */
    public boolean asksFor(String responseType) {
        return responseTypes.contains(responseType);
    }

    /** Returns the client as it called itself: by its alias, or by its id. */
    public String clientIdentifier() {
        return aliasUsed == null ? Long.toString(clientId) : aliasUsed;
    }
}
