package dev.dualclient.test.histories.world;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Truth;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** The calls that an authorization server and its operators make. */
public final class Requests {

    private static final String CALLBACK = "https://client.example.com/callback";
    private static final String PARAMETERS = "parameters";

    private final boolean byAlias;

    /** Creates requests in which clients call themselves by their id, or by their alias. */
    public Requests(boolean byAlias) {
        this.byAlias = byAlias;
    }

    private String name(App app) {
        return byAlias ? app.alias() : Long.toString(app.id());
    }

    /** Registers a client. */
    public static ApiCall register(String alias) {
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
                        "CONFIDENTIAL",
                        "tokenAuthMethod",
                        "CLIENT_SECRET_BASIC",
                        "redirectUris",
                        List.of(CALLBACK),
                        "responseTypes",
                        List.of("CODE"),
                        "grantTypes",
                        List.of("AUTHORIZATION_CODE", "REFRESH_TOKEN", "CLIENT_CREDENTIALS")));
    }

    /** Returns the client that a registration has brought. */
    public static App registered(String alias, ApiAnswer created) {
        return new App(
                Long.parseLong(Objects.requireNonNull(created.value("/clientId"))),
                alias,
                Objects.requireNonNull(created.value("/clientSecret")));
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

    public ApiCall authorization(App app) {
        String form = form("response_type", "code", "client_id", name(app), "redirect_uri", CALLBACK, "scope", "read");
        return post("auth-authorization", Map.of(PARAMETERS, form));
    }

    public ApiCall authorizationIssue(String ticket, String subject, int login) {
        return post(
                "auth-authorization-issue",
                Map.of("ticket", ticket, "subject", subject, "properties", properties(login)));
    }

    private static List<Map<String, String>> properties(int login) {
        return List.of(Map.of("key", Truth.LOGIN, "value", Integer.toString(login)));
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

    private ApiCall token(App app, String secret, String... form) {
        return post("auth-token", Map.of("clientId", name(app), "clientSecret", secret, PARAMETERS, form(form)));
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
        return post(
                "auth-revocation",
                Map.of("clientId", name(app), "clientSecret", app.secret(), PARAMETERS, form("token", token)));
    }

    public ApiCall revokeAllOf(String subject) {
        return post("auth-token-revoke", Map.of("subject", subject));
    }

    public ApiCall revokeAllOf(App app) {
        return post("auth-token-revoke", Map.of("clientIdentifier", name(app)));
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
        ApiCall.Builder call = ApiCall.of(Catalogue.operation(operation))
                .body(JsonMapper.shared().writeValueAsBytes(body));
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
