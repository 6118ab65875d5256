package dev.dualclient.sample.web;

import static dev.dualclient.sample.backends.Caller.error;
import static dev.dualclient.sample.backends.Caller.form;
import static dev.dualclient.sample.backends.Caller.json;
import static dev.dualclient.sample.backends.CodeFlow.parameter;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.Client;
import com.authlete.common.types.JWSAlg;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.sample.backends.CodeFlow;
import dev.dualclient.sample.backends.KnownTo;
import dev.dualclient.sample.backends.SampleOnEmulators;
import dev.dualclient.test.TestClient;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Authorization requests at the sample, in each state and each form: plain, pushed, signed, answered by a JWT. */
class AuthorizationStatesTest extends SampleOnEmulators {

    private static final ECKey CLIENT_KEY = key("client");

    @ParameterizedTest
    @CsvSource({"PRIMARY, GET", "PRIMARY, POST", "SECONDARY, GET", "SECONDARY, POST", "NOBODY, GET", "NOBODY, POST"})
    void aRequestIsTakenWhereItsClientIsKnown(KnownTo home, String method) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        String request = CodeFlow.request(client, "openid");
        EMULATORS.mark();

        HttpResponse<String> answer = method.equals("GET")
                ? server.get("/api/authorization?" + request)
                : server.post("/api/authorization", request);

        assertThat(EMULATORS.calls()).hasToString(home.callsOfFirstLogin());
        if (home.anybody()) {
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(location -> assertThat(location).contains("/consent?request="));
        } else {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(error(answer)).isEqualTo("invalid_request");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aDecisionEndsWhereTheRequestIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        String request = CodeFlow.request(client, "openid");

        String agreed = codeFlow().consented(request, "john");
        String denied = browser.decideAndLeave(browser.open("/api/authorization?" + request), "deny");

        assertThat(agreed).startsWith(client.redirectUri());
        assertThat(parameter(agreed, "state")).isEqualTo("the state");
        assertThat(codeFlow().redeem(client, parameter(agreed, "code")).has("access_token"))
                .isTrue();
        assertThat(denied).startsWith(client.redirectUri());
        assertThat(parameter(denied, "error")).isEqualTo("access_denied");
    }

    /** The third state of the decision. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aDecisionAboutARequestThatNobodyKnowsEndsNothing(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        HtmlPage consent = browser.openAs("john", "/api/authorization?" + CodeFlow.request(client, "openid"));
        consent.<HtmlInput>querySelector("input[name=request]").setValue("no-such-request");
        EMULATORS.mark();

        assertThat(browser.decide(consent, "authorize").getWebResponse().getStatusCode())
                .isEqualTo(400);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestIsPushedToWhereItsClientIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});
        EMULATORS.mark();

        HttpResponse<String> pushed = server.post(client, "/api/par", CodeFlow.request(client, "openid"));

        assertThat(EMULATORS.calls()).hasToString(home.callsOfFirstLogin());
        assertThat(pushed.headers().firstValue("Cache-Control")).hasValue("no-store");
        if (home.anybody()) {
            assertThat(pushed.statusCode()).isEqualTo(201);
            String uri = json(pushed).path("request_uri").asString();
            String code = parameter(codeFlow().consented(byReference(client, uri), "john"), "code");
            assertThat(codeFlow().redeem(client, code).has("access_token")).isTrue();
            assertThat(error(server.get("/api/authorization?" + byReference(client, uri))))
                    .as("used once")
                    .isEqualTo("invalid_request_uri");
        } else {
            assertThat(pushed.statusCode()).isEqualTo(401);
            assertThat(error(pushed)).isEqualTo("invalid_client");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY, request_uri=urn:x, invalid_request",
        "SECONDARY, request_uri=urn:x, invalid_request",
        "PRIMARY, response_type=code&response_type=code, invalid_request",
        "SECONDARY, response_type=no-such-type, unsupported_response_type",
        "PRIMARY, response_type=code&redirect_uri=https://elsewhere.example/, invalid_request",
        "SECONDARY, response_type=code&request=no-jwt, invalid_request_object",
        "SECONDARY, '', invalid_request",
    })
    void whatIsNoRequestIsNotPushed(KnownTo home, String body, String error) throws Exception {
        TestClient client = home.client(EMULATORS, change -> {});

        HttpResponse<String> refused = server.post(client, "/api/par", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json, 415",
        "GET, application/x-www-form-urlencoded, 405",
        "POST, application/x-www-form-urlencoded, 413"
    })
    void whatIsNoFormIsNotPushed(String method, String type, int status) throws Exception {
        HttpResponse<String> refused =
                server.send(method, "/api/par", "scope=" + "x".repeat(70_000), "Content-Type", type);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(error(refused)).isEqualTo("invalid_request");
    }

    /** JAR, RFC 9101. */
    @ParameterizedTest
    @EnumSource
    void aSignedRequestIsTakenWhereItsClientIsKnown(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, AuthorizationStatesTest::signing);
        String request = byValue(client, signedRequest(client, CLIENT_KEY));

        if (home.anybody()) {
            String location = codeFlow().consented(request, "john");
            assertThat(parameter(location, "state")).isEqualTo("the signed state");
            assertThat(codeFlow().redeem(client, parameter(location, "code")).has("access_token"))
                    .isTrue();
            HttpResponse<String> posted = server.post("/api/authorization", request);
            assertThat(posted.statusCode()).isEqualTo(302);
        } else {
            assertThat(server.get("/api/authorization?" + request).statusCode()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void aRequestWithTheSignatureOfAnotherIsRefused(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, AuthorizationStatesTest::signing);

        HttpResponse<String> refused =
                server.get("/api/authorization?" + byValue(client, signedRequest(client, key("client"))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(error(refused)).isEqualTo("invalid_request_object");
    }

    /** JARM. */
    @ParameterizedTest
    @CsvSource({"PRIMARY, authorize", "PRIMARY, deny", "SECONDARY, authorize", "SECONDARY, deny"})
    void anAnswerComesAsAJwtThatTheMergedKeysVerify(KnownTo home, String decision) throws Exception {
        TestClient client = home.client(EMULATORS, change -> change.setAuthorizationSignAlg(JWSAlg.ES256));
        String request = CodeFlow.request(client, "openid", "response_mode", "jwt");

        HtmlPage consent = browser.openAs("john", "/api/authorization?" + request);
        String location = browser.decideAndLeave(consent, decision);

        JWTClaimsSet claims = verified(parameter(location, "response"));
        assertThat(claims.getIssuer()).isEqualTo(ISSUER);
        assertThat(claims.getAudience()).containsExactly(Long.toString(client.id()));
        assertThat(claims.getStringClaim("state")).isEqualTo("the state");
        if (decision.equals("authorize")) {
            assertThat(codeFlow().redeem(client, claims.getStringClaim("code")).has("access_token"))
                    .isTrue();
        } else {
            assertThat(claims.getStringClaim("error")).isEqualTo("access_denied");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NOBODY")
    void anAnswerByFormPostIsAPage(KnownTo home) throws Exception {
        TestClient client = home.client(EMULATORS, change -> change.setAuthorizationSignAlg(JWSAlg.ES256));
        String request = CodeFlow.request(client, "openid", "response_mode", "form_post.jwt");

        HtmlPage page = (HtmlPage) browser.decide(browser.openAs("john", "/api/authorization?" + request), "authorize");

        String response = page.<HtmlInput>querySelector("input[name=response]").getValue();
        assertThat(verified(response).getStringClaim("code")).isNotEmpty();
    }

    private JWTClaimsSet verified(String jwt) throws Exception {
        JWTClaimsSet claims =
                Signatures.verified(jwt, JWKSet.parse(server.get("/api/jwks").body()));
        assertThat(claims).as("signed by a key of the set").isNotNull();
        return claims;
    }

    private static void signing(Client client) {
        client.setJwks(new JWKSet(CLIENT_KEY.toPublicJWK()).toString()).setRequestSignAlg(JWSAlg.ES256);
    }

    private static String byReference(TestClient client, String requestUri) {
        return form("client_id", Long.toString(client.id()), "request_uri", requestUri);
    }

    private static String byValue(TestClient client, String request) {
        return form("client_id", Long.toString(client.id()), "request", request);
    }

    private static String signedRequest(TestClient client, ECKey key) throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(Long.toString(client.id()))
                .audience(ISSUER)
                .notBeforeTime(Date.from(now.minusSeconds(60)))
                .expirationTime(Date.from(now.plusSeconds(1800)))
                .claim("response_type", "code")
                .claim("client_id", Long.toString(client.id()))
                .claim("redirect_uri", client.redirectUri())
                .claim("scope", "openid")
                .claim("state", "the signed state")
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }
}
