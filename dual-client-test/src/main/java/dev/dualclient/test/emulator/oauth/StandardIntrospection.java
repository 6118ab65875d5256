package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.auth.X509CertificateConfirmation;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.Date;
import java.util.List;

/** Token introspection (RFC 7662) of access tokens and refresh tokens: {@code auth-introspection-standard}. */
final class StandardIntrospection {

    private final Store store;
    private final IntrospectionJwts jwts;

    StandardIntrospection(Store store) {
        this.store = store;
        this.jwts = new IntrospectionJwts(store);
    }

    Answer introspect(Call call) {
        Parameters parameters = Parameters.of(call, "A145");
        String token = parameters.get("token");
        if (token == null) {
            throw Refusal.toClient(
                    "BAD_REQUEST", OAuth2Error.INVALID_REQUEST, "A145302", "The 'token' request parameter is missing.");
        }
        // the hint only says where to look first, and there is nothing to win here by looking in order
        TokenRow access = store.tokens().ofAccessToken(token);
        boolean refreshTokens = !store.behaviour().has(Trait.REFRESH_TOKENS_NOT_INTROSPECTED);
        TokenRow refresh = access == null && refreshTokens ? store.tokens().ofRefreshToken(token) : null;
        TokenRow row = access == null ? refresh : access;
        if (row != null) {
            store.use(row);
        }
        boolean hidden = call.body().flag("withHiddenProperties");
        if (access != null && usable(access, call) && access.accessTokenLives(store.now())) {
            return answer(call, "access_token", ofAccessToken(access, hidden));
        }
        if (refresh != null && usable(refresh, call) && refresh.refreshTokenLives(store.now())) {
            return answer(
                    call,
                    "refresh_token",
                    active(refresh, refresh.refreshTokenScopes(), refresh.refreshTokenExpiresAt(), hidden));
        }
        String type = access != null ? "access_token" : refresh != null ? "refresh_token" : "null";
        return answer(call, type, new TokenIntrospectionSuccessResponse.Builder(false));
    }

    /** Whether a token may be used at all, and by the resource server that asks, if it says who it is. */
    private boolean usable(TokenRow row, Call call) {
        Client client = store.clients().at(row.clientId());
        String resourceServer =
                store.differences().introspectionJwts() ? call.body().text("rsUri") : null;
        List<String> audience = row.privileges().accessTokenResources();
        return client != null
                && !client.locked()
                && (resourceServer == null || audience.isEmpty() || audience.contains(resourceServer));
    }

    private TokenIntrospectionSuccessResponse.Builder ofAccessToken(TokenRow row, boolean hidden) {
        TokenIntrospectionSuccessResponse.Builder builder = active(
                        row, row.scopes(), row.accessTokenExpiresAt(), hidden)
                .tokenType(new AccessTokenType(row.binding().tokenType()));
        String certificate = row.binding().certificateThumbprint();
        String key = row.binding().dpopThumbprint();
        if (store.behaviour().has(Trait.CONFIRMATION_HIDDEN)) {
            return builder;
        }
        if (certificate != null) {
            builder.x509CertificateConfirmation(new X509CertificateConfirmation(new Base64URL(certificate)));
        }
        if (key != null) {
            builder.jwkThumbprintConfirmation(new JWKThumbprintConfirmation(new Base64URL(key)));
        }
        return builder;
    }

    private TokenIntrospectionSuccessResponse.Builder active(
            TokenRow row, List<String> scopes, long expiresAt, boolean hidden) {
        TokenIntrospectionSuccessResponse.Builder builder = new TokenIntrospectionSuccessResponse.Builder(true)
                .clientID(new ClientID(row.clientIdentifier()))
                .scope(new Scope(scopes.toArray(new String[0])))
                .issuer(new Issuer(store.service().issuer()))
                .audience(audience(row))
                .issueTime(new Date(row.lastRefreshedAt() == 0 ? row.createdAt() : row.lastRefreshedAt()));
        List<Document> details = row.privileges().authorizationDetails();
        if (!details.isEmpty()) {
            builder.parameter("authorization_details", Document.MAPPER.convertValue(details, List.class));
        }
        row.properties().stream()
                .filter(property -> hidden || !property.hidden())
                .forEach(property -> builder.parameter(property.key(), property.value()));
        if (expiresAt > 0) {
            builder.expirationTime(new Date(expiresAt));
        }
        if (row.subject() != null) {
            builder.subject(new Subject(row.subject()));
        }
        return builder;
    }

    private static List<Audience> audience(TokenRow row) {
        List<String> resources = row.privileges().accessTokenResources();
        return resources.isEmpty()
                ? Audience.create(row.clientIdentifier())
                : resources.stream().map(Audience::new).toList();
    }

    private Answer answer(Call call, String type, TokenIntrospectionSuccessResponse.Builder response) {
        TokenIntrospectionSuccessResponse built = response.build();
        boolean jwt = jwts.wanted(call.body());
        return Answer.action(
                        jwt ? "JWT" : "OK",
                        "A145001",
                        "Introspection was performed successfully (type=" + type + ", active=" + built.isActive()
                                + ").")
                .with(
                        "responseContent",
                        jwt
                                ? jwts.of(built.toJSONObject(), call.body())
                                : built.toJSONObject().toJSONString());
    }
}
