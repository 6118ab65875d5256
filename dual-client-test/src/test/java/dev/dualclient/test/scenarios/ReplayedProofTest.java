package dev.dualclient.test.scenarios;

import static dev.dualclient.test.scenarios.OAuth.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.JWSAlg;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs that are accepted once: assertions by which a client authenticates, and DPoP proofs. */
@OnH2
class ReplayedProofTest extends Scene {

    private static final URI TOKEN_ENDPOINT = URI.create("http://localhost:8080/api/token");
    private static final ECKey KEY = ClientKeys.ec("client");

    private DualAuthleteApi api;

    @BeforeEach
    void setUp() {
        this.api = nodes.start();
    }

    private TestClient assertingClient() {
        return emulators
                .client()
                .with(client -> client.setTokenAuthMethod(ClientAuthMethod.PRIVATE_KEY_JWT)
                        .setTokenAuthSignAlg(JWSAlg.ES256)
                        .setJwks(ClientKeys.publicSet(KEY)))
                .atBoth();
    }

    private static TokenRequest asserted(TestClient client) {
        return new TokenRequest().setParameters(form("grant_type", "client_credentials") + "&" + assertion(client));
    }

    /** A request in which an assertion alone names the client. */
    private static RevocationRequest assertedRevocation(TestClient client, String token) {
        return new RevocationRequest().setParameters(form("token", token) + "&" + assertion(client));
    }

    private static String assertion(TestClient client) {
        String id = String.valueOf(client.id());
        String assertion = ClientKeys.sign(
                KEY,
                new JWTClaimsSet.Builder()
                        .issuer(id)
                        .subject(id)
                        .audience(TOKEN_ENDPOINT.toString())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(new Date())
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        return form(
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
    }

    private static TokenRequest proven(TestClient client) throws Exception {
        return new TokenRequest()
                .setClientId(String.valueOf(client.id()))
                .setClientSecret(client.secret())
                .setHtm("POST")
                .setHtu(TOKEN_ENDPOINT.toString())
                .setDpop(new DefaultDPoPProofFactory(KEY, JWSAlgorithm.ES256)
                        .createDPoPJWT("POST", TOKEN_ENDPOINT)
                        .serialize())
                .setParameters(form("grant_type", "client_credentials"));
    }

    @Test
    @Scenario("B15")
    void anAssertionIsAcceptedOnce() {
        isAcceptedOnce(asserted(assertingClient()));
    }

    @Test
    @Scenario("B15")
    void aDpopProofIsAcceptedOnce() throws Exception {
        isAcceptedOnce(proven(registered().atBoth()));
    }

    private void isAcceptedOnce(TokenRequest request) {
        costs("1/0", () -> assertThat(api.token(request).getAction()).isEqualTo(TokenResponse.Action.OK));

        isRefused(api, request);
        try (DualAuthleteApi restarted = front.build(emulators.api())) {
            isRefused(restarted, request);
        }
        assertThat(tokens(emulators.primaryApi())).isOne();
        assertThat(tokens(emulators.secondaryApi())).isZero();
    }

    private void isRefused(AuthleteApi by, TokenRequest request) {
        emulators.mark();
        TokenResponse refused = by.token(request);
        assertThat(refused.getAction()).isNotEqualTo(TokenResponse.Action.OK);
        assertThat(refused.getAccessToken()).isNull();
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @Scenario("B15")
    void anAssertionIsSpentByALostAnswer() throws Exception {
        TokenRequest request = asserted(assertingClient());
        emulators.primary().faults().on("auth-token").times(1).afterProcessing().drop();
        emulators.mark();

        Replay.unavailable(() -> api.token(request));
        assertThat(emulators.calls()).hasToString("1/0");
        isRefused(api, request);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Scenario("B25")
    void aStrangerWhomAnAssertionAloneNamesTakesNothingAway(boolean failing) {
        TestClient stranger = assertingClient();
        Tokens theirs = replay.atSecondary().login(client);
        if (failing) {
            emulators.secondary().faults().on("auth-revocation").times(1).answer(500);
        }
        RevocationRequest request = assertedRevocation(stranger, theirs.access());
        if (failing) {
            Replay.unavailable(() -> api.revocation(request));
        } else {
            assertThat(api.revocation(request).getAction()).isEqualTo(RevocationResponse.Action.BAD_REQUEST);
        }
        nodes.pass(Duration.ofMinutes(2));
        replay.isActive(api, theirs);
        replay.isActive(api, replay.refreshed(api, theirs));
        assertThat(api.dualClient().outbox().rows()).isEmpty();
    }

    @Test
    @Scenario("B32")
    void anOwnerWhomAnAssertionAloneNamesEndsItsToken() {
        TestClient owner = assertingClient();
        String token = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setClientId(owner.id())
                        .setSubject("john")
                        .setGrantType(GrantType.AUTHORIZATION_CODE))
                .getAccessToken();
        emulators.migrator().runOnce();
        assertThat(api.revocation(assertedRevocation(owner, token)).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(new OAuth(api).isActive(token)).isFalse();
        assertThat(replay.atPrimary().isActive(token)).isFalse();
        assertThat(replay.atSecondary().isActive(token)).isFalse();
    }

    private static int tokens(AuthleteApi backend) {
        return backend.getTokenList().getTotalCount();
    }
}
