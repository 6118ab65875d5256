package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.EmulatedCredentials;
import dev.dualclient.test.emulator.state.SigningKeys;
import dev.dualclient.test.server.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An access token for the primary's API that is bound to a key (RFC 9449), and nonces that change. */
@ParameterizedClass(name = "{0}, {2}")
@MethodSource("frontsAndKeys")
class BoundApiTokenTest {

    @Parameter(0)
    private Front front;

    @Parameter(1)
    private JWK key;

    @Parameter(2)
    private String algorithm;

    private Emulators emulators;
    private DualAuthleteApi api;
    private TestClient client;

    static Stream<Arguments> frontsAndKeys() throws JOSEException, IOException, ParseException {
        JWK ec = new ECKeyGenerator(Curve.P_256).generate();
        JWK rsa = new RSAKey.Builder(shipped()).algorithm(JWSAlgorithm.PS256).build();
        return Stream.of(Front.values())
                .flatMap(front -> Stream.of(Arguments.of(front, ec, "ES256"), Arguments.of(front, rsa, "PS256")));
    }

    /** One of the kit's: to find the primes of a new one takes seconds. */
    private static RSAKey shipped() throws IOException, ParseException {
        try (InputStream keys = SigningKeys.class.getResourceAsStream("rsa-keys.json")) {
            return JWKSet.load(keys).getKeys().get(0).toRSAKey();
        }
    }

    @BeforeEach
    void setUp() throws JOSEException {
        EmulatedCredentials bound =
                EmulatedCredentials.DEFAULT.boundTo(key.computeThumbprint().toString());
        emulators = Emulators.start(builder -> builder.credentials(bound));
        client = emulators.client().atBoth();
        api = front.build(DualAuthleteApi.builder()
                .primary(
                        backend -> backend.baseUrl(emulators.primary().baseUrl().toString())
                                .serviceId(bound.serviceId())
                                .accessToken(bound.accessToken())
                                .dpopKey(key.toJSONString())));
    }

    @AfterEach
    void tearDown() {
        api.close();
        emulators.close();
    }

    @Test
    @Scenario("E9")
    void everyRequestIsProven() {
        for (int time = 0; time < 3; time++) {
            assertThat(api.getClient(String.valueOf(client.id())).getClientId()).isEqualTo(client.id());
        }
        assertThat(emulators.primary().counters().received("client-get"))
                .as("the first one was turned away for want of a nonce")
                .isEqualTo(4);
        assertThat(emulators.primary().counters().processed("client-get")).isEqualTo(3);
    }

    @Test
    @Scenario("E9")
    void aNewNonceIsHonoured() {
        api.getClient(String.valueOf(client.id()));
        emulators.advance(Duration.ofHours(1));
        assertThat(new OAuth(api).login(client).access()).isNotEmpty();
        assertThat(emulators.primary().counters().processed("auth-token")).isEqualTo(1);
    }

    @Test
    @Scenario("E9")
    void aProofSaysWhatItHasTo() throws ParseException, JOSEException {
        try (Recorder recorder = new Recorder(Answer.json(200, "{\"resultCode\":\"A000000\",\"clients\":[]}"));
                DualAuthleteApi recorded = front.build(DualAuthleteApi.builder()
                        .primary(backend -> backend.baseUrl(recorder.baseUrl() + "/base")
                                .serviceId("123")
                                .accessToken("of-the-service")
                                .dpopKey(key.toJSONString())))) {
            recorded.getClientList(0, 5);
            SignedJWT first = SignedJWT.parse(recorder.last().header("DPoP"));
            assertThat(recorder.last().header("Authorization")).isEqualTo("DPoP of-the-service");
            assertThat(recorder.last().query()).isNotNull();
            assertThat(first.getHeader().getJWK()).isEqualTo(key.toPublicJWK());
            assertThat(first.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(first.getHeader().getType().getType()).isEqualTo("dpop+jwt");
            assertThat(first.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("GET");
            assertThat(first.getJWTClaimsSet().getStringClaim("htu"))
                    .isEqualTo(recorder.baseUrl() + "/base/api/123/client/get/list");

            recorded.getClientList(0, 5);
            SignedJWT second = SignedJWT.parse(recorder.last().header("DPoP"));
            assertThat(second.getJWTClaimsSet().getJWTID())
                    .isNotEqualTo(first.getJWTClaimsSet().getJWTID());
        }
    }
}
