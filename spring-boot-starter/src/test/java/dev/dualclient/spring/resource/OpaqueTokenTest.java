package dev.dualclient.spring.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.resource.ResourceServer.Answer;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A resource server whose access tokens are introspected at both backends. */
class OpaqueTokenTest {

    private static Emulators emulators;
    private static ResourceServer server;

    private TestClient client;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        server = new ResourceServer(
                emulators,
                "dual-client.resource-server.tokens=opaque",
                "dual-client.circuit-breaker.minimum-calls=1000");
    }

    @AfterAll
    static void stop() {
        server.close();
        emulators.close();
    }

    @BeforeEach
    void register() {
        client = emulators.client().atBoth();
    }

    @AfterEach
    void endOutages() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
    }

    @Test
    void theHolderOfATokenOfThePrimaryIsKnown() throws Exception {
        String token = token(emulators.primaryApi(), "john");
        emulators.mark();

        Answer answer = server.me(token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(emulators.calls()).hasToString("1/0");
        assertThat(answer.json().path("name").asString()).isEqualTo("john");
        assertThat(answer.json().path("authorities").values())
                .extracting(JsonNode::asString)
                .contains("SCOPE_email", "SCOPE_profile");
        JsonNode attributes = answer.json().path("attributes");
        assertThat(attributes.path("sub").asString()).isEqualTo("john");
        assertThat(attributes.path("client_id").asString()).isEqualTo(Long.toString(client.id()));
        assertThat(attributes.path("scope").values())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("email", "profile");
        assertThat(Instant.parse(attributes.path("exp").asString())).isAfter(Instant.now());
        assertThat(attributes.path("backend").asString()).isEqualTo("primary");
    }

    @Test
    void theHolderOfATokenOfTheSecondaryIsKnown() throws Exception {
        String token = token(emulators.secondaryApi(), "john");
        emulators.mark();

        Answer answer = server.me(token);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(answer.json().at("/attributes/backend").asString()).isEqualTo("secondary");
    }

    @Test
    void aTokenWithoutAUserIsItsClients() throws Exception {
        Answer answer = server.me(token(emulators.primaryApi(), null));

        assertThat(answer.json().path("name").asString()).isEqualTo(Long.toString(client.id()));
        assertThat(answer.json().path("attributes").has("sub")).isFalse();
    }

    @Test
    void aRevokedTokenIsInvalid() throws Exception {
        String token = token(emulators.primaryApi(), "john");
        assertThat(server.me(token).status()).isEqualTo(200);
        emulators.primaryApi().tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(token));

        assertThatItIsInvalid(server.me(token));
    }

    @Test
    void aTokenThatNobodyKnowsIsInvalid() throws Exception {
        assertThatItIsInvalid(server.me(UUID.randomUUID().toString()));
    }

    @Test
    void whileBothAreDownNobodyIsToldThatATokenIsInvalid() throws Exception {
        String token = token(emulators.secondaryApi(), "john");
        emulators.primary().faults().refuseConnections();
        emulators.secondary().faults().refuseConnections();

        assertThatItIsUnavailable(server.me(token));
    }

    @Test
    void whileTheOneIsDownThatMayKnowATokenNobodyIsToldThatItIsInvalid() throws Exception {
        emulators.secondary().faults().refuseConnections();

        assertThatItIsUnavailable(server.me(UUID.randomUUID().toString()));
    }

    @Test
    void aThrottledIntrospectionIsNoRefusalOfTheToken() throws Exception {
        emulators.primary().faults().on("auth-introspection").answer(429);

        assertThatItIsUnavailable(server.me(token(emulators.primaryApi(), "john")));
    }

    @ParameterizedTest
    @Scenario("N33")
    @CsvSource(delimiter = '|', textBlock = """
            429 | 7
            503 | 7
            503 | Fri, 04 Dec 2026 08:49:37 GMT
            """)
    void whenABackendWantsToBeAskedAgainIsPassedOn(int status, String when) throws Exception {
        Map<String, String> header = Map.of("Retry-After", when);
        emulators.primary().faults().on("auth-introspection").answer(status, header, null);
        emulators.secondary().faults().on("auth-introspection").answer(status, header, null);

        Answer answer = server.me(token(emulators.primaryApi(), "john"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.retryAfter()).isEqualTo(when);
    }

    private String token(AuthleteApi api, String subject) {
        return api.tokenCreate(new TokenCreateRequest()
                        .setGrantType(subject == null ? GrantType.CLIENT_CREDENTIALS : GrantType.AUTHORIZATION_CODE)
                        .setClientId(client.id())
                        .setSubject(subject)
                        .setScopes(new String[] {"email", "profile"}))
                .getAccessToken();
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
