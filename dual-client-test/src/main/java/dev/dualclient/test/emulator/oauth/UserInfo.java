package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The userinfo endpoint (OpenID Connect Core section 5.3): {@code auth-userinfo} and {@code auth-userinfo-issue}. */
final class UserInfo {

    private final Store store;
    private final BoundTokens boundTokens;

    UserInfo(Store store) {
        this.store = store;
        this.boundTokens = new BoundTokens(store, BoundTokens.Use.USERINFO);
    }

    Answer userInfo(Call call) {
        String token = call.body().text("token");
        TokenRow row = usable(token, "A088", "A089", "A097");
        Answer unbound = boundTokens.refusal(row, String.valueOf(token), call);
        if (unbound != null) {
            return unbound;
        }
        Client client = store.clients().at(row.clientId());
        return Answer.action("OK", "A091001", "The access token presented at the userinfo endpoint is valid.")
                .with("token", token)
                .with("dpopNonce", boundTokens.nonce(row, call))
                .with("subject", row.subject())
                .with("scopes", row.scopes())
                .with(
                        "claims",
                        Claims.forUserInfoOf(row.scopes(), row.privileges().userInfoClaims()))
                .with("userInfoClaims", row.privileges().userInfoClaims())
                .with("clientId", row.clientId())
                .with("clientIdAlias", client == null ? null : client.alias())
                .with("clientIdAliasUsed", row.aliasUsed() != null)
                .with("properties", row.properties().isEmpty() ? null : row.properties());
    }

    Answer issue(Call call) {
        TokenRow row = usable(call.body().text("token"), "A092", "A093", "A098");
        Document claims = CollectedClaims.of(call.body().text("claims"), "A094201")
                .with("sub", call.body().text("sub", row.subject() == null ? "" : row.subject()));
        Client client = store.clients().at(row.clientId());
        String algorithm = client == null ? null : client.metadata().text("userInfoSignAlg");
        boolean plain = algorithm == null || algorithm.equals("NONE");
        return Answer.action(plain ? "JSON" : "JWT", "A096001", "User information was obtained successfully.")
                .with("responseContent", plain ? claims.json().toString() : signed(claims, row, algorithm));
    }

    private String signed(Document claims, TokenRow row, @Nullable String algorithm) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        Map<?, ?> values = Document.MAPPER.treeToValue(claims.json(), Map.class);
        values.forEach((name, value) -> set.claim(String.valueOf(name), value));
        set.issuer(store.service().issuer()).audience(row.clientIdentifier());
        return store.service().keys().sign(set.build(), algorithm);
    }

    /** Returns the row of an access token that may be used at the userinfo endpoint. */
    private TokenRow usable(@Nullable String token, String unknown, String unfit, String clientless) {
        if (token == null) {
            throw new Refusal(
                    BearerChallenge.badRequest(unknown + "301", "The request does not contain a valid access token."));
        }
        TokenRow row = store.tokens().ofAccessToken(token);
        if (row == null) {
            throw unauthorized(unknown + "302", "The access token does not exist.");
        }
        store.use(row);
        Client client = store.clients().at(row.clientId());
        if (client == null || client.locked()) {
            throw unauthorized(
                    clientless + (client == null ? "301" : "303"),
                    "The client application associated with the presented access token is locked, or does not exist"
                            + " any longer.");
        }
        if (!row.accessTokenLives(store.now())) {
            throw expired(row, unfit);
        }
        if (!row.scopes().contains("openid")) {
            throw new Refusal(BearerChallenge.forbidden(
                    List.of("openid"),
                    unfit + "304",
                    "The userinfo endpoint requires 'openid' scope, but the access token does not cover the scope."));
        }
        if (row.subject() == null) {
            throw forbidden(
                    unfit + "305", "The userinfo endpoint requires an access token to be associated with a subject.");
        }
        if (row.grantType().equals("PASSWORD")) {
            throw forbidden(
                    unfit + "306",
                    "An access token issued through the grant type of 'Resource Owner Password Credentials' is not"
                            + " allowed to access the userinfo endpoint.");
        }
        return row;
    }

    private Refusal expired(TokenRow row, String unfit) {
        if (row.refreshTokenHash() == null) {
            return unauthorized(
                    unfit + "301", "The access token has expired and does not have an associated refresh token.");
        }
        return row.refreshTokenLives(store.now())
                ? unauthorized(
                        unfit + "303",
                        "The access token has expired, but it can be refreshed by using the associated refresh token.")
                : unauthorized(unfit + "302", "Both the access token and the associated refresh token have expired.");
    }

    private static Refusal unauthorized(String code, String message) {
        return new Refusal(BearerChallenge.unauthorized(code, message));
    }

    private static Refusal forbidden(String code, String message) {
        return new Refusal(BearerChallenge.forbidden(List.of(), code, message));
    }
}
