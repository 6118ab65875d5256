package dev.dualclient.test.histories.world;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Truth;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that an authorization server and its operators make. */
public final class Requests {

    private static final String CALLBACK = "https://client.example.com/callback";
    private static final String PUSHES = "https://as.example.com/par";
    private static final String PARAMETERS = "parameters";
    private static final List<String> GRANTS_OF_ALL =
            List.of("AUTHORIZATION_CODE", "REFRESH_TOKEN", "IMPLICIT", "TOKEN_EXCHANGE");
    private static final String ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token";

    private static final ECKey KEY = key();
    private static final String IMPORTED = new JWKSet(key()).toString(false);

    private final boolean byAlias;

    /** Creates requests in which clients call themselves by their id, or by their alias. */
    public Requests(boolean byAlias) {
        this.byAlias = byAlias;
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the access token that an answer brings, {@code null} if none: a JWT, where the service issues JWTs. */
    public static @Nullable String accessToken(@Nullable ApiResponse answer) {
        if (answer == null) {
            return null;
        }
        String jwt = answer.value("/jwtAccessToken");
        return jwt != null ? jwt : answer.value("/accessToken");
    }

    private String name(App app) {
        return byAlias ? app.alias() : Long.toString(app.id());
    }

    /** Reads the settings of the service. */
    public static ApiCall service() {
        return ApiCall.of(Catalogue.operation("service-get"))
                .path("service", EmulatedCredentials.DEFAULT.serviceId())
                .build();
    }

    /** Lets the service issue access tokens that are JWTs, signed with a key that both backends have, as after an import. */
    public static ApiCall issueJwts(ApiResponse service) {
        ObjectNode settings =
                (ObjectNode) Objects.requireNonNull(service.json()).deepCopy();
        return ApiCall.of(Catalogue.operation("service-update"))
                .path("service", EmulatedCredentials.DEFAULT.serviceId())
                .body(JsonFormat.write(
                        settings.put("accessTokenSignAlg", "ES256").put("jwks", IMPORTED)))
                .build();
    }

    /** Registers a client. */
    public static ApiCall register(String alias, boolean open) {
        return post(
                "client-create",
                Map.of(
                        "clientName",
                        alias,
                        "clientIdAlias",
                        alias,
                        "clientIdAliasEnabled",
                        true,
                        "clientType",
                        open ? "PUBLIC" : "CONFIDENTIAL",
                        "tokenAuthMethod",
                        open ? "NONE" : "CLIENT_SECRET_BASIC",
                        "redirectUris",
                        List.of(CALLBACK),
                        "responseTypes",
                        List.of("CODE", "CODE_TOKEN"),
                        "idTokenSignAlg", // costs a tenth of the usual RS256
                        "ES256",
                        "grantTypes",
                        open
                                ? GRANTS_OF_ALL
                                : Stream.concat(GRANTS_OF_ALL.stream(), Stream.of("CLIENT_CREDENTIALS"))
                                        .toList()));
    }

    /** Returns the client that a registration has brought. */
    public static App registered(String alias, ApiResponse created) {
        return new App(
                Long.parseLong(Objects.requireNonNull(created.value("/clientId"))),
                alias,
                "PUBLIC".equals(created.value("/clientType"))
                        ? ""
                        : Objects.requireNonNull(created.value("/clientSecret")));
    }

    public ApiCall tokenCreate(App app, String subject, int login) {
        return post(
                "auth-token-create",
                Map.of(
                        "grantType",
                        "AUTHORIZATION_CODE",
                        "clientId",
                        app.id(),
                        "subject",
                        subject,
                        "scopes",
                        List.of("openid"),
                        "properties",
                        properties(login)));
    }

    /** Creates tokens of given values, as somebody does who carries them over. */
    public ApiCall tokenCreate(Line line, String access, String refresh) {
        return post(
                "auth-token-create",
                Map.of(
                        "grantType",
                        "AUTHORIZATION_CODE",
                        "clientId",
                        line.app().id(),
                        "subject",
                        line.subject(),
                        "accessToken",
                        access,
                        "refreshToken",
                        refresh,
                        "scopes",
                        List.of("openid"),
                        "properties",
                        properties(line.login())));
    }

    /** Gives an access token a new value. */
    public ApiCall tokenUpdate(String access) {
        return post("auth-token-update", Map.of("accessToken", access, "accessTokenValueUpdated", true));
    }

    /** Asks for a ticket: for a code, or for a code and an access token. */
    public ApiCall authorization(App app, boolean hybrid) {
        String type = hybrid ? "code token" : "code";
        String form = form("response_type", type, "client_id", name(app), "redirect_uri", CALLBACK, "scope", "read");
        return post("auth-authorization", Map.of(PARAMETERS, form));
    }

    /** Pushes an authorization request (RFC 9126) with a DPoP proof (RFC 9449) that is made now. */
    public ApiCall push(App app, long now) {
        Map<String, String> body = new HashMap<>(Map.of(
                "clientId",
                name(app),
                PARAMETERS,
                form("response_type", "code", "redirect_uri", CALLBACK, "scope", "read"),
                "dpop",
                proof(now),
                "htm",
                "POST",
                "htu",
                PUSHES));
        if (!app.isPublic()) {
            body.put("clientSecret", app.secret());
        }
        return post("pushed-auth-req", body);
    }

    private static String proof(long now) {
        try {
            return new DefaultDPoPProofFactory(KEY, JWSAlgorithm.ES256)
                    .createDPoPJWT(new JWTID(16), "POST", URI.create(PUSHES), new Date(now), null, null)
                    .serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public ApiCall authorizationIssue(String ticket, String subject, int login) {
        return post(
                "auth-authorization-issue",
                Map.of("ticket", ticket, "subject", subject, "properties", properties(login)));
    }

    private static List<Map<String, String>> properties(int login) {
        return login < 0 ? List.of() : List.of(Map.of("key", Truth.LOGIN, "value", Integer.toString(login)));
    }

    public ApiCall redeem(App app, String code) {
        return token(app, app.secret(), "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK);
    }

    public ApiCall refresh(App app, String refreshToken) {
        return token(app, app.secret(), "grant_type", "refresh_token", "refresh_token", refreshToken);
    }

    public ApiCall clientCredentials(App app, String secret) {
        return token(app, secret, "grant_type", "client_credentials");
    }

    /** Exchanges a token (RFC 8693) on behalf of whom another token stands for. */
    public ApiCall exchange(App app, String subjectToken, String actorToken) {
        return token(
                app,
                app.secret(),
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                subjectToken,
                "subject_token_type",
                ACCESS_TOKEN_TYPE,
                "actor_token",
                actorToken,
                "actor_token_type",
                ACCESS_TOKEN_TYPE);
    }

    private ApiCall token(App app, String secret, String... form) {
        return asClient("auth-token", app, secret, form(form));
    }

    private ApiCall asClient(String operation, App app, String secret, String form) {
        return post(
                operation,
                app.isPublic()
                        ? Map.of("clientId", name(app), PARAMETERS, form)
                        : Map.of("clientId", name(app), "clientSecret", secret, PARAMETERS, form));
    }

    /** Asks for tokens by a form as it stands. */
    public ApiCall tokenByForm(App app, String form) {
        return asClient("auth-token", app, app.secret(), form);
    }

    /** Revokes by a form as it stands, without a secret. */
    public ApiCall revokeByForm(App app, String form) {
        return post("auth-revocation", Map.of("clientId", name(app), PARAMETERS, form));
    }

    public ApiCall introspect(String token) {
        return post("auth-introspection", Map.of("token", token));
    }

    public ApiCall introspectStandard(String token) {
        return post("auth-introspection-standard", Map.of(PARAMETERS, form("token", token)));
    }

    public ApiCall userInfo(String token) {
        return post("auth-userinfo", Map.of("token", token));
    }

    public ApiCall revoke(App app, String token) {
        return asClient("auth-revocation", app, app.secret(), form("token", token));
    }

    /** Revokes the token of a hash, as an operator does who has it from a list. */
    public ApiCall revokeByHash(String hash, boolean access) {
        return post("auth-token-revoke", Map.of(access ? "accessTokenIdentifier" : "refreshTokenIdentifier", hash));
    }

    /** Deletes the token of a hash, as an operator does who has it from a list. */
    public ApiCall deleteByHash(String hash) {
        return ApiCall.of(Catalogue.operation("auth-token-delete"))
                .path("token", hash)
                .build();
    }

    public ApiCall revokeAllOf(String subject) {
        return post("auth-token-revoke", Map.of("subject", subject));
    }

    /** Revokes all tokens of a client; what is empty counts as absent. */
    public ApiCall revokeAllOf(App app) {
        return post(
                "auth-token-revoke", Map.of("clientIdentifier", name(app), "subject", "", "accessTokenIdentifier", ""));
    }

    public ApiCall withdraw(App app, String subject) {
        return call("client-authorization-delete", Map.of("clientId", name(app)), Map.of("subject", subject));
    }

    public ApiCall lock(App app, boolean locked) {
        return call("client-lock-flag-update", Map.of("clientIdentifier", name(app)), Map.of("clientLocked", locked));
    }

    public ApiCall changeSecret(App app, String secret) {
        return call("client-secret-update", Map.of("clientIdentifier", name(app)), Map.of("clientSecret", secret));
    }

    /** Reads a client. */
    public static ApiCall get(App app) {
        return ApiCall.of(Catalogue.operation("client-get"))
                .path("clientId", Long.toString(app.id()))
                .build();
    }

    public ApiCall delete(App app) {
        return ApiCall.of(Catalogue.operation("client-delete"))
                .path("clientId", name(app))
                .build();
    }

    private static ApiCall post(String operation, Map<String, ?> body) {
        return call(operation, Map.of(), body);
    }

    private static ApiCall call(String operation, Map<String, String> path, Map<String, ?> body) {
        ApiCall.Builder call = ApiCall.of(Catalogue.operation(operation)).body(JsonFormat.write(body));
        path.forEach(call::path);
        return call.build();
    }

    private static String form(String... nameValues) {
        Map<String, String> pairs = new LinkedHashMap<>();
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < nameValues.length; i += 2) {
            pairs.put(nameValues[i], nameValues[i + 1]);
        }
        pairs.forEach((name, value) -> form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return form.toString();
    }
}
