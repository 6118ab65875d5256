package dev.dualclient.spring.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.resource.ResourceServer.Answer;
import dev.dualclient.test.Emulators;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A resource server whose access tokens are JWTs, verified by the keys of both backends. */
class JwtTest {

    private static final String ISSUER = "https://as.example.com";

    private static Emulators emulators;
    private static ResourceServer server;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        server = server();
    }

    private static ResourceServer server() {
        return new ResourceServer(
                emulators,
                "dual-client.resource-server.tokens=jwt",
                "dual-client.resource-server.jwt.issuer=" + ISSUER,
                "dual-client.resource-server.jwt.audiences=https://api.example.com");
    }

    @AfterAll
    static void stop() {
        server.close();
        emulators.close();
    }

    @AfterEach
    void endOutages() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
    }

    @Test
    void theHoldersOfTokensThatEitherHasSignedAreKnown() throws Exception {
        Answer first = server.me(token(key(emulators.primaryApi()), "at+jwt", claims()));
        Answer second = server.me(token(key(emulators.secondaryApi()), "at+jwt", claims()));

        for (Answer answer : List.of(first, second)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().path("name").asString()).isEqualTo("john");
            assertThat(answer.json().path("authorities").values())
                    .extracting(JsonNode::asString)
                    .contains("SCOPE_email");
        }
    }

    @Test
    void keysAreKeptAndTokensOfUnknownKeysDoNotFetchThemAtWill() throws Exception {
        String token = token(key(emulators.primaryApi()), "at+jwt", claims());
        RSAKey unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
        String forged = token(unknown, "at+jwt", claims());
        try (ResourceServer server = server()) {
            emulators.mark();
            assertThat(server.me(token).status()).isEqualTo(200);
            assertThat(server.me(token).status()).isEqualTo(200);
            assertThat(emulators.calls()).hasToString("1/1");

            for (int i = 0; i < 20; i++) {
                assertThatItIsInvalid(server.me(forged));
            }

            assertThat(emulators.calls().primary().get("service-jwks-get")).isLessThan(10); // two in five seconds
            assertThat(server.me(token).status()).isEqualTo(200);
        }
    }

    @Test
    void aTokenWhoseKeyMayBeThatOfABackendThatIsDownIsNotInvalid() throws Exception {
        String ofPrimary = token(key(emulators.primaryApi()), "at+jwt", claims());
        String ofSecondary = token(key(emulators.secondaryApi()), "at+jwt", claims());
        emulators.secondary().faults().refuseConnections();

        try (ResourceServer server = server()) {
            assertThat(server.me(ofPrimary).status()).isEqualTo(200);
            assertThatItIsUnavailable(server.me(ofSecondary));
            assertThatItIsUnavailable(server.me(ofSecondary));

            emulators.primary().faults().refuseConnections();
            assertThat(server.me(ofPrimary).status()).isEqualTo(200);
        }
    }

    @Test
    @Scenario("N31")
    void tokensOfBothAreKnownThoughTheirKeysShareAnId() throws Exception {
        JWK ofPrimary = key(emulators.primaryApi());
        JWK ofSecondary = new ECKeyGenerator(Curve.P_256)
                .keyID(ofPrimary.getKeyID())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        String keys = new JWKSet(ofSecondary).toString();
        Map<String, String> json = Map.of("Content-Type", "application/json");
        emulators.secondary().faults().on("service-jwks-get").answer(200, json, keys);

        try (ResourceServer server = server()) {
            assertThat(server.me(token(ofPrimary, "at+jwt", claims())).status()).isEqualTo(200);
            assertThat(server.me(token(ofSecondary, "at+jwt", claims())).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whileBothAreDownFromTheStartNoTokenIsInvalid() throws Exception {
        String token = token(key(emulators.primaryApi()), "at+jwt", claims());
        emulators.primary().faults().refuseConnections();
        emulators.secondary().faults().refuseConnections();

        try (ResourceServer server = server()) {
            assertThatItIsUnavailable(server.me(token));
        }
    }

    @Test
    @Scenario("N33")
    void whenABackendWantsToBeAskedForItsKeysAgainIsPassedOn() throws Exception {
        String token = token(key(emulators.secondaryApi()), "at+jwt", claims());
        emulators.secondary().faults().on("service-jwks-get").answer(503, Map.of("Retry-After", "7"), null);

        try (ResourceServer server = server()) {
            assertThat(server.me(token).status()).isEqualTo(503);
            assertThat(server.me(token).retryAfter()).isEqualTo("7");
        }

        emulators.primary().faults().on("service-jwks-get").answer(503, Map.of("Retry-After", "8"), null);

        try (ResourceServer server = server()) {
            assertThat(server.me(token).status()).isEqualTo(503);
            assertThat(server.me(token).retryAfter()).isEqualTo("8");
        }
    }

    @Test
    void anIdTokenIsNoAccessToken() throws Exception {
        assertThatItIsInvalid(server.me(token(key(emulators.primaryApi()), "JWT", claims())));
        assertThatItIsInvalid(server.me(token(key(emulators.primaryApi()), null, claims())));
    }

    @ParameterizedTest
    @CsvSource({"iss, https://other.example.com", "aud, https://other.example.com", "aud,", "iss,"})
    void aTokenOfAnotherIssuerOrForAnotherAudienceIsInvalid(String claim, String value) throws Exception {
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder(claims()).claim(claim, value).build();

        assertThatItIsInvalid(server.me(token(key(emulators.primaryApi()), "at+jwt", claims)));
    }

    @Test
    void anExpiredTokenIsInvalid() throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder(claims())
                .expirationTime(Date.from(Instant.now().minusSeconds(600)))
                .build();

        assertThatItIsInvalid(server.me(token(key(emulators.primaryApi()), "at+jwt", claims)));
    }

    private static JWTClaimsSet claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("https://api.example.com")
                .subject("john")
                .claim("scope", "email profile")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build();
    }

    /** Returns a private key with which a backend signs. */
    private static JWK key(AuthleteApi api) throws Exception {
        return JWKSet.parse(api.getServiceJwks(false, true)).getKeys().stream()
                .filter(key -> key.getKeyUse() == KeyUse.SIGNATURE)
                .findFirst()
                .orElseThrow();
    }

    private static String token(JWK key, String type, JWTClaimsSet claims) throws Exception {
        JWSAlgorithm algorithm = key.getAlgorithm() == null
                ? JWSAlgorithm.RS256
                : JWSAlgorithm.parse(key.getAlgorithm().getName());
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID(key.getKeyID())
                        .type(type == null ? null : new JOSEObjectType(type))
                        .build(),
                claims);
        jwt.sign(new DefaultJWSSignerFactory().createJWSSigner(key, algorithm));
        return jwt.serialize();
    }

    private static void assertThatItIsInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.challenge()).startsWith("Bearer ").contains("error=\"invalid_token\"");
    }

    private static void assertThatItIsUnavailable(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isEqualTo("1");
        assertThat(answer.challenge()).isEmpty();
    }
}
