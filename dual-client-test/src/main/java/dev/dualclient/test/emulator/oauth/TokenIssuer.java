package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.AuthorizationDetails;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenDurations;
import dev.dualclient.test.emulator.state.TokenGrant;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Issues tokens: makes the values, stores the row, and writes the answer to the client (RFC 6749 section 5.1). */
final class TokenIssuer {

    /**
     * Tokens just issued; the row holds their hashes only.
     *
     * @param jwt the access token as a JWT, {@code null} unless the service issues such
     */
    record Issued(
            TokenRow row,
            String accessToken,
            @Nullable String jwt,
            @Nullable String refreshToken) {

        /** Returns the access token as the client gets it. */
        String presented() {
            return jwt == null ? accessToken : jwt;
        }

        /** Returns the id of the row alone. */
        @Override
        public String toString() {
            return "tokens of row " + row.id();
        }
    }

    private final Store store;

    TokenIssuer(Store store) {
        this.store = store;
    }

    /**
     * Issues tokens.
     *
     * @param refreshable whether the grant type brings a refresh token at all
     * @param wanted what the authorization server wants of the tokens: {@code accessToken}, durations
     */
    Issued issue(Client client, TokenGrant grant, boolean refreshable, Document wanted) {
        long now = store.now();
        TokenGrant.Value accessToken = new TokenGrant.Value(
                accessToken(wanted),
                now + TokenDurations.ACCESS_TOKEN.milliseconds(store, client, grant.scopes(), wanted));
        TokenGrant.Value refreshToken = refreshable && refreshes(client)
                ? new TokenGrant.Value(
                        Opaque.random(),
                        now + TokenDurations.REFRESH_TOKEN.milliseconds(store, client, grant.scopes(), wanted))
                : null;
        TokenRow row = store.issue(grant.row(accessToken, refreshToken, now));
        return issued(row, accessToken.value(), refreshToken == null ? null : refreshToken.value());
    }

    /** Returns tokens that a row has been stored for. */
    Issued issued(TokenRow row, String accessToken, @Nullable String refreshToken) {
        return new Issued(row, accessToken, store.jwtAccessToken(row, accessToken), refreshToken);
    }

    /** Returns the access token that the authorization server chose, else a new one. */
    String accessToken(Document wanted) {
        String chosen = wanted.text("accessToken");
        if (chosen == null) {
            return Opaque.random();
        }
        if (store.tokens().ofAccessToken(chosen) != null) {
            throw new Refusal(Answer.action(
                    "INTERNAL_SERVER_ERROR",
                    "A144201",
                    "Cannot create an access token because the specified access token value is already in use."));
        }
        return chosen;
    }

    private boolean refreshes(Client client) {
        return store.service().supports("supportedGrantTypes", "REFRESH_TOKEN")
                && client.declares("grantTypes", "REFRESH_TOKEN");
    }

    /** Fills in what the API tells of tokens, and the text for the client. */
    Answer answer(Answer answer, Client client, Issued issued, @Nullable String idToken) {
        Service service = store.service();
        TokenRow row = issued.row();
        long now = store.now();
        ObjectNode content = Document.MAPPER.createObjectNode();
        content.put("access_token", issued.presented());
        content.put("token_type", row.binding().tokenType());
        content.put("expires_in", (row.accessTokenExpiresAt() - now) / 1000);
        content.put("scope", String.join(" ", row.scopes()));
        answer.with("accessToken", issued.accessToken())
                .with("jwtAccessToken", issued.jwt())
                .with("accessTokenExpiresAt", row.accessTokenExpiresAt())
                .with("accessTokenDuration", (row.accessTokenExpiresAt() - now) / 1000);
        if (issued.refreshToken() != null) {
            content.put("refresh_token", issued.refreshToken());
            answer.with("refreshToken", issued.refreshToken())
                    .with("refreshTokenExpiresAt", row.refreshTokenExpiresAt())
                    .with("refreshTokenDuration", (row.refreshTokenExpiresAt() - now) / 1000)
                    .with("refreshTokenScopes", row.refreshTokenScopes());
        }
        if (idToken != null) {
            content.put("id_token", idToken);
            answer.with("idToken", idToken);
        }
        List<Document> details = row.privileges().authorizationDetails();
        if (!details.isEmpty()) {
            content.set("authorization_details", AuthorizationDetails.toClient(details));
        }
        if (row.grantId() != null) {
            content.put("grant_id", row.grantId());
            answer.with("grantId", row.grantId());
        }
        row.properties().stream()
                .filter(property -> !property.hidden() && !content.has(property.key()))
                .forEach(property -> content.put(property.key(), property.value()));
        return RequestedPrivileges.shownOfToken(answer, row.privileges())
                .with("responseContent", content.toString())
                .with("clientId", client.clientId())
                .with("clientIdAlias", client.alias())
                .with("clientIdAliasUsed", row.aliasUsed() != null)
                .with("subject", row.subject())
                .with("scopes", row.scopes())
                .with("properties", row.properties().isEmpty() ? null : row.properties())
                .with("serviceAttributes", nonEmpty(service.settings().documents("attributes")))
                .with("clientAttributes", nonEmpty(client.metadata().documents("attributes")));
    }

    private static @Nullable List<Document> nonEmpty(List<Document> documents) {
        return documents.isEmpty() ? null : documents;
    }
}
