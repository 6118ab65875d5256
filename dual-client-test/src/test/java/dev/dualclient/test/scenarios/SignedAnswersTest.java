package dev.dualclient.test.scenarios;

import static dev.dualclient.test.scenarios.OAuth.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.StandardIntrospectionResponse;
import com.authlete.common.dto.UserInfoIssueRequest;
import com.authlete.common.types.JWEAlg;
import com.authlete.common.types.JWSAlg;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a backend signs: introspection answers (RFC 9701), authorization answers (JARM), ID tokens, userinfo. */
@ThroughBothFronts
class SignedAnswersTest extends Scene {

    private static final String TYPE = "token-introspection+jwt";
    private static final URI RESOURCE_SERVER = URI.create("https://rs.example.com");
    private static final ECKey ITS_KEY = ClientKeys.ec("rs");

    private DualAuthleteApi api;
    private OAuth server;
    private OAuth primary;
    private OAuth secondary;

    @BeforeEach
    void setUp() {
        this.api = nodes.start();
        server = new OAuth(this.api);
        primary = new OAuth(emulators.primaryApi());
        secondary = new OAuth(emulators.secondaryApi());
    }

    private static StandardIntrospectionRequest signed(String token) {
        return new StandardIntrospectionRequest()
                .setParameters(form("token", token))
                .setRsUri(RESOURCE_SERVER)
                .setHttpAcceptHeader("application/" + TYPE);
    }

    private static StandardIntrospectionRequest encrypted(String token) {
        return signed(token)
                .setIntrospectionEncryptionAlg(JWEAlg.ECDH_ES_A128KW)
                .setPublicKeyForEncryption(ITS_KEY.toPublicJWK().toJSONString());
    }

    @Test
    @Scenario("A20")
    void theSignedAnswerOfThePrimary() throws Exception {
        String token = primary.login(registered().atBoth()).access();
        emulators.mark();

        StandardIntrospectionResponse answer = api.standardIntrospection(signed(token));

        assertThat(emulators.calls()).hasToString("1/0");
        assertThat(answer.getAction()).isEqualTo(StandardIntrospectionResponse.Action.JWT);
        assertThat(introspection(answer.getResponseContent())).containsEntry("active", true);
    }

    @Test
    @Scenario("A20")
    void aTokenOfTheSecondary() {
        String token = secondary.login(registered().atBoth()).access();
        emulators.mark();

        StandardIntrospectionResponse answer = api.standardIntrospection(signed(token));

        // 2.3 does not sign: it has no such request parameters, and answers in JSON.
        assertThat(answer.getAction()).isEqualTo(StandardIntrospectionResponse.Action.OK);
        assertThat(answer.getResponseContent()).contains("\"active\":true");
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @Scenario("A20")
    void theSignedAnswerOfASecondary() throws Exception {
        String token = secondary.login(registered().atBoth()).access();
        String jwt = ClientKeys.sign(
                ITS_KEY,
                new JWTClaimsSet.Builder()
                        .claim("token_introspection", Map.of("active", true))
                        .build());
        emulators
                .secondary()
                .faults()
                .on("auth-introspection-standard")
                .answer(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"resultCode\":\"A145001\",\"action\":\"JWT\",\"responseContent\":\"" + jwt + "\"}");
        emulators.mark();

        assertThat(api.standardIntrospection(signed(token)).getResponseContent())
                .isEqualTo(jwt);
        assertThat(emulators.calls()).hasToString("1/1");

        costs("0/1", () -> api.standardIntrospection(signed(token)));
    }

    @Test
    @Scenario("A20")
    void theEncryptedAnswerOfThePrimary() throws Exception {
        OAuth.Tokens tokens = primary.login(registered().atBoth());
        for (String token : new String[] {tokens.access(), tokens.refresh()}) {
            emulators.mark();

            StandardIntrospectionResponse answer = api.standardIntrospection(encrypted(token));

            assertThat(emulators.calls()).hasToString("2/0");
            assertThat(answer.getAction()).isEqualTo(StandardIntrospectionResponse.Action.JWT);
            JWEObject jwe = JWEObject.parse(answer.getResponseContent());
            jwe.decrypt(new ECDHDecrypter(ITS_KEY));
            assertThat(introspection(jwe.getPayload().toString())).containsEntry("active", true);
        }
    }

    @Test
    @Scenario("A20")
    void anEncryptedAnswerAboutATokenOfTheSecondary() {
        String token = secondary.login(registered().atBoth()).access();
        emulators.mark();

        assertThat(api.standardIntrospection(encrypted(token)).getResponseContent())
                .contains("\"active\":true");
        assertThat(emulators.calls()).hasToString("2/1");
    }

    @Test
    @Scenario("A20")
    void anEncryptedAnswerThatCannotBeUnderstood() {
        String ofPrimary = primary.login(registered().atBoth()).access();
        // The first request is served, the one in plain words is not.
        emulators
                .primary()
                .faults()
                .on("auth-introspection-standard")
                .onReusedConnections()
                .answer(500);
        emulators.mark();

        AuthleteApiException unavailable =
                catchThrowableOfType(AuthleteApiException.class, () -> api.standardIntrospection(encrypted(ofPrimary)));

        assertThat(unavailable.getStatusCode()).isEqualTo(503);
        assertThat(emulators.calls()).hasToString("2/1");
    }

    @Test
    @Scenario("A20")
    void aBackendThatEncryptsWhateverItIsAskedIsAskedTwice() {
        emulators
                .primary()
                .faults()
                .on("auth-introspection-standard")
                .answer(200, Map.of(), "{\"action\":\"JWT\",\"responseContent\":\"e.k.i.c.t\"}");
        emulators.mark();

        Replay.unavailable(() -> api.standardIntrospection(encrypted("any")));

        assertThat(emulators.calls()).hasToString("2/1");
    }

    @Test
    @Scenario("B8")
    void anEncryptedAnswerAboutALateCopy() throws Exception {
        TestClient client = registered().atBoth();
        String token = secondary.login(client).access();
        Snapshot before = emulators.migrator().read();
        server.revoke(client, token);
        emulators.migrator().write(before);
        assertThat(primary.isActive(token)).isTrue();

        String answer = api.standardIntrospection(encrypted(token)).getResponseContent();

        JWEObject jwe = JWEObject.parse(answer);
        jwe.decrypt(new ECDHDecrypter(ITS_KEY));
        assertThat(introspection(jwe.getPayload().toString())).containsEntry("active", false);
        assertThat(primary.isActive(token)).isFalse();
    }

    @Test
    @Scenario("A24")
    void anAuthorizationAnswerOfTheSecondary() throws Exception {
        TestClient client = emulators
                .client()
                .with(changed -> changed.setAuthorizationSignAlg(JWSAlg.ES256))
                .atSecondary();
        String ticket = api.authorization(new AuthorizationRequest()
                        .setParameters(form(
                                "response_type", "code",
                                "response_mode", "jwt",
                                "client_id", String.valueOf(client.id()),
                                "redirect_uri", client.redirectUri(),
                                "scope", "openid",
                                "state", "s")))
                .getTicket();
        String location = server.issue(ticket).getResponseContent();

        String response = URLUtils.parseParameters(URI.create(location).getRawQuery())
                .get("response")
                .get(0);
        JWTClaimsSet claims = verified(response, JWSAlgorithm.ES256);
        assertThat(claims.getAudience()).containsExactly(String.valueOf(client.id()));
        assertThat(claims.getStringClaim("state")).isEqualTo("s");
        assertThat(new OAuth(emulators.secondaryApi())
                        .redeem(client, claims.getStringClaim("code"))
                        .getAccessToken())
                .isNotEmpty();
    }

    @Test
    @Scenario("A24")
    void anIdTokenAndAUserInfoAnswerOfTheSecondary() throws Exception {
        TestClient client = emulators
                .client()
                .with(changed -> changed.setUserInfoSignAlg(JWSAlg.RS256))
                .atSecondary();
        var tokens = server.redeem(client, server.code(client, "openid"));
        String userInfo = api.userinfoIssue(new UserInfoIssueRequest().setToken(tokens.getAccessToken()))
                .getResponseContent();

        assertThat(verified(tokens.getIdToken(), JWSAlgorithm.RS256).getSubject())
                .isEqualTo("john");
        assertThat(verified(userInfo, JWSAlgorithm.RS256).getSubject()).isEqualTo("john");
    }

    /** What a signed answer says of a token, its signature being checked with the keys that we serve. */
    private Map<String, Object> introspection(String jwt) throws Exception {
        assertThat(SignedJWT.parse(jwt).getHeader().getType().getType()).isEqualTo(TYPE);
        JWTClaimsSet claims = verified(jwt, JWSAlgorithm.RS256, TYPE);
        assertThat(claims.getAudience()).containsExactly(RESOURCE_SERVER.toString());
        return claims.getJSONObjectClaim("token_introspection");
    }

    private JWTClaimsSet verified(String jwt, JWSAlgorithm algorithm) throws Exception {
        return verified(jwt, algorithm, "JWT");
    }

    private JWTClaimsSet verified(String jwt, JWSAlgorithm algorithm, String type) throws Exception {
        DefaultJWTProcessor<SecurityContext> verifier = new DefaultJWTProcessor<>();
        verifier.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(type), null));
        verifier.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(JWKSet.parse(api.getServiceJwks()))));
        return verifier.process(jwt, null);
    }
}
