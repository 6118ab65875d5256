package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.Date;
import java.util.List;

/** Token introspection (RFC 7662) of access tokens and refresh tokens: {@code auth-introspection-standard}. */
final class StandardIntrospection {

    private final Store store;

    StandardIntrospection(Store store) {
        this.store = store;
    }

    Answer introspect(Call call) {
        Parameters parameters = Parameters.of(call, "A145");
        if (call.body().text("httpAcceptHeader", "").contains("token-introspection+jwt")) {
            throw Lacks.feature("signed introspection answers (RFC 9701)");
        }
        String token = parameters.get("token");
        if (token == null) {
            throw Refusal.toClient(
                    "BAD_REQUEST", OAuth2Error.INVALID_REQUEST, "A145302", "The 'token' request parameter is missing.");
        }
        // the hint only says where to look first, and there is nothing to win here by looking in order
        TokenRow access = store.tokens().ofAccessToken(token);
        TokenRow refresh = access == null ? store.tokens().ofRefreshToken(token) : null;
        boolean hidden = call.body().flag("withHiddenProperties");
        if (access != null && usable(access) && access.accessTokenLives(store.now())) {
            return answer(
                    "access_token",
                    active(access, access.scopes(), access.accessTokenExpiresAt(), hidden)
                            .tokenType(AccessTokenType.BEARER));
        }
        if (refresh != null && usable(refresh) && refresh.refreshTokenLives(store.now())) {
            return answer(
                    "refresh_token",
                    active(refresh, refresh.refreshTokenScopes(), refresh.refreshTokenExpiresAt(), hidden));
        }
        String type = access != null ? "access_token" : refresh != null ? "refresh_token" : "null";
        return answer(type, new TokenIntrospectionSuccessResponse.Builder(false));
    }

    private boolean usable(TokenRow row) {
        Client client = store.clients().at(row.clientId());
        return client != null && !client.locked();
    }

    private TokenIntrospectionSuccessResponse.Builder active(
            TokenRow row, List<String> scopes, long expiresAt, boolean hidden) {
        TokenIntrospectionSuccessResponse.Builder builder = new TokenIntrospectionSuccessResponse.Builder(true)
                .clientID(new ClientID(row.clientIdentifier()))
                .scope(new Scope(scopes.toArray(new String[0])))
                .issuer(new Issuer(store.service().issuer()))
                .audience(Audience.create(row.clientIdentifier()))
                .issueTime(new Date(row.lastRefreshedAt() == 0 ? row.createdAt() : row.lastRefreshedAt()));
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

    private static Answer answer(String type, TokenIntrospectionSuccessResponse.Builder response) {
        TokenIntrospectionSuccessResponse built = response.build();
        return Answer.action(
                        "OK",
                        "A145001",
                        "Introspection was performed successfully (type=" + type + ", active=" + built.isActive()
                                + ").")
                .with("responseContent", built.toJSONObject().toJSONString());
    }
}
