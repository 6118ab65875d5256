package dev.dualclient.sample.demo;

import static dev.dualclient.sample.backends.Caller.basic;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import dev.dualclient.sample.backends.Caller;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Login;
import dev.dualclient.scenario.Scenario;
import java.net.URI;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The discovery document names what works, and nothing else: each of its fields is used. */
class DiscoveryTest extends BrowserTest {

    private static final String CODE = "https://client.example.com/callback";

    private Caller server;
    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        server = new Caller(backends.issuer().getPort());
        document = json(server.get("/.well-known/openid-configuration"));
    }

    @Test
    @Scenario("N62")
    void everyFieldIsKnownToThisTest() {
        assertThat(document.propertyNames())
                .containsExactlyInAnyOrder(
                        "issuer", // here
                        "acr_values_supported",
                        "claims_supported",
                        "request_uri_parameter_supported", // everyFlagIsTrue
                        "authorization_response_iss_parameter_supported",
                        "authorization_endpoint", // everyEndpointIsThere
                        "backchannel_authentication_endpoint",
                        "device_authorization_endpoint",
                        "end_session_endpoint",
                        "introspection_endpoint",
                        "jwks_uri",
                        "pushed_authorization_request_endpoint",
                        "registration_endpoint",
                        "revocation_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "code_challenge_methods_supported", // everyRequestIsTaken
                        "response_modes_supported",
                        "response_types_supported",
                        "scopes_supported",
                        "claims_parameter_supported",
                        "grant_types_supported", // everyGrantTypeIsKnown
                        "token_endpoint_auth_methods_supported", // everyClientAuthenticates
                        "token_endpoint_auth_signing_alg_values_supported",
                        "revocation_endpoint_auth_methods_supported",
                        "introspection_endpoint_auth_methods_supported",
                        "authorization_signing_alg_values_supported", // everyAlgorithmSigns
                        "id_token_signing_alg_values_supported",
                        "userinfo_signing_alg_values_supported",
                        "request_object_signing_alg_values_supported", // everySignatureIsVerified
                        "request_parameter_supported",
                        "dpop_signing_alg_values_supported",
                        "subject_types_supported", // everyClientRegisters
                        "backchannel_token_delivery_modes_supported",
                        "backchannel_user_code_parameter_supported");
        assertThat(document.path("issuer").asString())
                .isEqualTo(backends.issuer().toString());
        assertThat(texts("acr_values_supported")).containsExactly(Login.ACR);
        assertThat(texts("claims_supported")).isEqualTo(Users.STANDARD_CLAIMS);
        assertThat(document.path("tls_client_certificate_bound_access_tokens").asBoolean())
                .as("without TLS")
                .isFalse();
    }

    @Test
    @Scenario("N62")
    void everyEndpointIsThere() throws Exception {
        for (Map.Entry<String, JsonNode> field : document.properties()) {
            if (field.getKey().endsWith("_endpoint") || field.getKey().equals("jwks_uri")) {
                String path = URI.create(field.getValue().asString()).getPath();
                boolean get = List.of("jwks_uri", "authorization_endpoint", "end_session_endpoint", "userinfo_endpoint")
                        .contains(field.getKey());
                HttpResponse<String> answer = get
                        ? server.get(path)
                        : field.getKey().equals("registration_endpoint")
                                ? server.post(path, "{}", "Content-Type", "application/json")
                                : server.post(path, "");
                assertThat(answer.statusCode()).as(field.getKey()).isIn(200, 201, 400, 401);
            }
        }
    }

    @Test
    @Scenario("N62")
    void everyRequestIsTaken() throws Exception {
        JsonNode client = register(Map.of(
                "response_types",
                texts("response_types_supported"),
                "grant_types",
                List.of("authorization_code", "implicit"),
                "authorization_signed_response_alg",
                "ES256"));
        List<String> requests = new ArrayList<>();
        texts("response_types_supported").forEach(type -> requests.add(form("response_type", type)));
        texts("response_modes_supported")
                .forEach(mode -> requests.add(form("response_type", "code", "response_mode", mode)));
        texts("code_challenge_methods_supported")
                .forEach(method -> requests.add(form(
                        "response_type",
                        "code",
                        "code_challenge_method",
                        method,
                        "code_challenge",
                        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")));
        requests.add(form("response_type", "code", "scope", String.join(" ", texts("scopes_supported"))));
        requests.add(form("response_type", "code", "claims", "{\"userinfo\":{\"email\":null}}"));

        for (String request : requests) {
            String scope = request.contains("scope=") ? "" : "&scope=openid";
            HttpResponse<String> answer = server.get("/api/authorization?" + request + scope + "&"
                    + form("client_id", client.path("client_id").asString(), "redirect_uri", CODE, "nonce", "n"));
            assertThat(answer.headers().firstValue("Location"))
                    .as(request)
                    .hasValueSatisfying(location -> assertThat(location).startsWith("/consent"));
        }
    }

    /** What is missing in a request is told only where the grant type is known. */
    @Test
    @Scenario("N62")
    void everyGrantTypeIsKnown() throws Exception {
        List<String> grantTypes = texts("grant_types_supported");
        JsonNode client =
                register(Map.of("grant_types", grantTypes, "response_types", texts("response_types_supported")));
        for (String grantType : grantTypes) {
            if (!grantType.equals("implicit")) { // which has no request at the token endpoint
                HttpResponse<String> answer =
                        server.post("/api/token", form("grant_type", grantType), "Authorization", credentials(client));
                assertThat(answer.body())
                        .as(grantType)
                        .doesNotContain("unsupported_grant_type", "unauthorized_client", "invalid_client");
            }
        }
    }

    @Test
    @Scenario("N62")
    void everyClientAuthenticates() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        for (String method : texts("token_endpoint_auth_methods_supported")) {
            JsonNode client = register(Map.of(
                    "token_endpoint_auth_method",
                    method,
                    "jwks",
                    new JWKSet(key.toPublicJWK()).toJSONObject(),
                    "grant_types",
                    List.of("authorization_code", "refresh_token")));
            for (String path : List.of("/api/token", "/api/revocation")) {
                HttpResponse<String> answer = authenticated(path, method, client, key);
                assertThat(answer.body()).as(method + " at " + path).doesNotContain("invalid_client");
                assertThat(answer.statusCode()).as(method + " at " + path).isIn(200, 400);
            }
        }
        for (String algorithm : texts("token_endpoint_auth_signing_alg_values_supported")) {
            JWK signer = key(algorithm);
            JsonNode client = register(Map.of(
                    "token_endpoint_auth_method",
                    signer == null ? "client_secret_jwt" : "private_key_jwt",
                    "token_endpoint_auth_signing_alg",
                    algorithm,
                    "jwks",
                    new JWKSet(signer == null ? List.of() : List.of(signer.toPublicJWK())).toJSONObject()));
            HttpResponse<String> answer =
                    server.post("/api/revocation", "token=x&" + assertion(client, algorithm, signer));
            assertThat(answer.statusCode()).as(algorithm + ": " + answer.body()).isEqualTo(200);
        }
        assertThat(texts("revocation_endpoint_auth_methods_supported"))
                .isEqualTo(texts("token_endpoint_auth_methods_supported"));
        assertThat(texts("introspection_endpoint_auth_methods_supported")).containsExactly("client_secret_basic");
    }

    private HttpResponse<String> authenticated(String path, String method, JsonNode client, ECKey key)
            throws Exception {
        String id = client.path("client_id").asString();
        String secret = client.path("client_secret").asString("");
        String body = form("grant_type", "refresh_token", "refresh_token", "x", "token", "x");
        return switch (method) {
            case "client_secret_basic" -> server.post(path, body, "Authorization", credentials(client));
            case "client_secret_post" -> server.post(path, body + "&" + form("client_id", id, "client_secret", secret));
            case "none" -> server.post(path, body + "&" + form("client_id", id));
            case "client_secret_jwt", "private_key_jwt" -> {
                boolean symmetric = method.equals("client_secret_jwt");
                yield server.post(
                        path, body + "&" + assertion(client, symmetric ? "HS256" : "ES256", symmetric ? null : key));
            }
            default -> throw new AssertionError("nobody can use " + method + " here");
        };
    }

    /** Returns the form of a client that proves itself by its key, or by its secret where it has none. */
    private String assertion(JsonNode client, String algorithm, @Nullable JWK key) throws JOSEException {
        String id = client.path("client_id").asString();
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .keyID(key == null ? null : key.getKeyID())
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience(document.path("issuer").asString())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .jwtID(UUID.randomUUID().toString())
                        .build());
        assertion.sign(signer(client, algorithm, key));
        return form(
                "client_assertion",
                assertion.serialize(),
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    }

    private static JWSSigner signer(JsonNode client, String algorithm, @Nullable JWK key) throws JOSEException {
        return key == null
                ? new MACSigner(client.path("client_secret").asString())
                : new DefaultJWSSignerFactory().createJWSSigner(key, JWSAlgorithm.parse(algorithm));
    }

    /** Returns a key for an algorithm, {@code null} where the client's secret is the key. */
    private static @Nullable JWK key(String algorithm) throws JOSEException {
        JWSAlgorithm parsed = JWSAlgorithm.parse(algorithm);
        if (JWSAlgorithm.Family.HMAC_SHA.contains(parsed)) {
            return null;
        }
        return JWSAlgorithm.Family.RSA.contains(parsed)
                ? new RSAKeyGenerator(2048).keyID("k").generate()
                : new ECKeyGenerator(Curve.forJWSAlgorithm(parsed).iterator().next())
                        .keyID("k")
                        .generate();
    }

    @Test
    @Scenario("N62")
    void everyFlagIsTrue() throws Exception {
        assertThat(document.path("request_uri_parameter_supported").asBoolean()).isFalse();
        assertThat(document.path("authorization_response_iss_parameter_supported")
                        .asBoolean())
                .isTrue();
        String request = "/api/authorization?"
                + form(
                        "client_id",
                        register(Map.of()).path("client_id").asString(),
                        "redirect_uri",
                        CODE,
                        "scope",
                        "openid",
                        "response_type",
                        "code",
                        "prompt",
                        "none");

        assertThat(server.get(request).headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location)
                        .startsWith(CODE)
                        .contains(
                                "error=login_required",
                                form("iss", document.path("issuer").asString())));
        assertThat(server.get(request + "&" + form("request_uri", "https://client.example.com/request"))
                        .headers()
                        .firstValue("Location")
                        .orElse(""))
                .doesNotContain("login_required");
    }

    /** ID tokens, userinfo answers and authorization responses are signed with each algorithm that is named. */
    @Test
    @Scenario("N62")
    void everyAlgorithmSigns() throws Exception {
        List<String> inIdTokens = texts("id_token_signing_alg_values_supported");
        List<String> atUserInfo = texts("userinfo_signing_alg_values_supported");
        List<String> ofResponses = texts("authorization_signing_alg_values_supported");
        home();
        logIn("old-client");
        int most = Math.max(inIdTokens.size(), Math.max(atUserInfo.size(), ofResponses.size()));
        for (int i = 0; i < most; i++) {
            String inIdToken = inIdTokens.get(i % inIdTokens.size());
            String userInfo = atUserInfo.get(i % atUserInfo.size());
            String ofResponse = ofResponses.get(i % ofResponses.size());
            JsonNode client = register(Map.of(
                    "id_token_signed_response_alg",
                    inIdToken,
                    "userinfo_signed_response_alg",
                    userInfo,
                    "authorization_signed_response_alg",
                    ofResponse));
            SignedJWT response = SignedJWT.parse(agreed(client));
            HttpResponse<String> tokens = server.post(
                    "/api/token",
                    form(
                            "grant_type",
                            "authorization_code",
                            "redirect_uri",
                            CODE,
                            "code",
                            response.getJWTClaimsSet().getStringClaim("code")),
                    "Authorization",
                    credentials(client));
            HttpResponse<String> claims = server.get(
                    "/api/userinfo",
                    "Authorization",
                    "Bearer " + json(tokens).path("access_token").asString());

            assertThat(response.getHeader().getAlgorithm().getName()).isEqualTo(ofResponse);
            assertThat(algorithm(json(tokens).path("id_token").asString())).isEqualTo(inIdToken);
            assertThat(algorithm(claims.body())).isEqualTo(userInfo);
        }
    }

    private static String algorithm(String jwt) throws ParseException {
        return SignedJWT.parse(jwt).getHeader().getAlgorithm().getName();
    }

    /** Returns the authorization response to a client that the user has agreed to. */
    private String agreed(JsonNode client) throws Exception {
        HtmlPage consent = browser.getPage(backends.issuer() + "/api/authorization?"
                + form(
                        "client_id",
                        client.path("client_id").asString(),
                        "redirect_uri",
                        CODE,
                        "scope",
                        "openid",
                        "response_type",
                        "code",
                        "response_mode",
                        "query.jwt"));
        browser.getOptions().setRedirectEnabled(false);
        try {
            Page back =
                    consent.<HtmlButton>querySelector("button[value=authorize]").click();
            String location = back.getWebResponse().getResponseHeaderValue("Location");
            assertThat(location).startsWith(CODE + "?response=");
            return location.substring(location.indexOf('=') + 1);
        } finally {
            browser.getOptions().setRedirectEnabled(true);
        }
    }

    @Test
    @Scenario("N62")
    void everySignatureIsVerified() throws Exception {
        assertThat(document.path("request_parameter_supported").asBoolean()).isTrue();
        for (String algorithm : texts("request_object_signing_alg_values_supported")) {
            JWK key = key(algorithm);
            JsonNode client = register(Map.of(
                    "request_object_signing_alg",
                    algorithm,
                    "jwks",
                    new JWKSet(key == null ? List.of() : List.of(key.toPublicJWK())).toJSONObject()));
            String id = client.path("client_id").asString();
            SignedJWT request = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                            .keyID(key == null ? null : "k")
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(id)
                            .audience(document.path("issuer").asString())
                            .claim("client_id", id)
                            .claim("response_type", "code")
                            .claim("scope", "openid")
                            .claim("redirect_uri", CODE)
                            .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                            .notBeforeTime(Date.from(Instant.now()))
                            .build());
            request.sign(signer(client, algorithm, key));
            assertThat(server.get("/api/authorization?"
                                    + form(
                                            "client_id",
                                            id,
                                            "response_type",
                                            "code",
                                            "scope",
                                            "openid",
                                            "request",
                                            request.serialize()))
                            .headers()
                            .firstValue("Location"))
                    .as(algorithm)
                    .hasValueSatisfying(location -> assertThat(location).startsWith("/consent"));
        }
        JsonNode machine = register(Map.of("grant_types", List.of("client_credentials")));
        for (String algorithm : texts("dpop_signing_alg_values_supported")) {
            JWK key = key(algorithm);
            SignedJWT proof = new DefaultDPoPProofFactory(key, JWSAlgorithm.parse(algorithm))
                    .createDPoPJWT(
                            "POST", URI.create(document.path("token_endpoint").asString()));
            HttpResponse<String> answer = server.post(
                    "/api/token",
                    form("grant_type", "client_credentials"),
                    "Authorization",
                    credentials(machine),
                    "DPoP",
                    proof.serialize());
            assertThat(json(answer).path("token_type").asString()).as(algorithm).isEqualTo("DPoP");
        }
    }

    @Test
    @Scenario("N62")
    void everyClientRegisters() throws Exception {
        Map<String, String> algorithms = Map.of(
                "authorization_signing_alg_values_supported", "authorization_signed_response_alg",
                "id_token_signing_alg_values_supported", "id_token_signed_response_alg",
                "request_object_signing_alg_values_supported", "request_object_signing_alg",
                "token_endpoint_auth_signing_alg_values_supported", "token_endpoint_auth_signing_alg",
                "userinfo_signing_alg_values_supported", "userinfo_signed_response_alg");
        for (Map.Entry<String, String> field : algorithms.entrySet()) {
            for (String algorithm : texts(field.getKey())) {
                assertThat(register(Map.of(field.getValue(), algorithm))
                                .path(field.getValue())
                                .asString())
                        .isEqualTo(algorithm);
            }
        }
        for (String type : texts("subject_types_supported")) {
            assertThat(register(Map.of("subject_type", type))
                            .path("subject_type")
                            .asString())
                    .isEqualTo(type);
        }
        for (String mode : texts("backchannel_token_delivery_modes_supported")) {
            register(Map.of(
                    "backchannel_token_delivery_mode",
                    mode,
                    "backchannel_user_code_parameter",
                    document.path("backchannel_user_code_parameter_supported").asBoolean(),
                    "backchannel_client_notification_endpoint",
                    "https://client.example.com/notified",
                    "grant_types",
                    List.of("urn:openid:params:grant-type:ciba")));
        }
    }

    private JsonNode register(Map<String, Object> more) throws Exception {
        Map<String, Object> metadata = new TreeMap<>(more);
        metadata.put("redirect_uris", List.of(CODE));
        HttpResponse<String> answer = server.post(
                URI.create(document.path("registration_endpoint").asString()).getPath(),
                JsonMapper.shared().writeValueAsString(metadata),
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private static String credentials(JsonNode client) {
        return basic(
                client.path("client_id").asString(),
                client.path("client_secret").asString());
    }

    private List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        document.path(field).forEach(text -> texts.add(text.asString()));
        assertThat(texts).as(field).isNotEmpty();
        return texts;
    }
}
