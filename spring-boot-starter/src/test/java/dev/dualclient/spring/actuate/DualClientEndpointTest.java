package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** What an operator sees and can do, over HTTP. */
@DualClientTest
@ExtendWith(OutputCaptureExtension.class)
class DualClientEndpointTest {

    private Emulators emulators;
    private RunningApplication application;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        application = new RunningApplication(given);
    }

    @AfterEach
    void tearDown() {
        application.close();
    }

    private TokenResponse login(TestClient client) {
        return application
                .api()
                .token(new TokenRequest()
                        .setClientId(String.valueOf(client.id()))
                        .setClientSecret(client.secret())
                        .setParameters("grant_type=client_credentials"));
    }

    private void introspect(String token) {
        application.api().introspection(new IntrospectionRequest().setToken(token));
    }

    @Test
    void theStatusTellsHowEverythingStands() {
        login(emulators.client().atSecondary());

        Answer status = application.get("/dualclient");

        assertThat(status.status()).isEqualTo(200);
        JsonNode told = status.json();
        assertThat(told.at("/stages/stage").asString()).isEqualTo("primary-first");
        for (String side : new String[] {"primary", "secondary"}) {
            JsonNode backend = told.path("backends").path(side);
            assertThat(backend.path("circuit").asString()).isEqualTo("closed");
            assertThat(backend.path("reached").asBoolean()).isTrue();
            assertThat(backend.path("rejectedCredentials")).isEmpty();
            assertThat(backend.path("freePlaces").asInt()).isEqualTo(200);
            assertThat(backend.at("/connections/max").asInt()).isEqualTo(200);
            assertThat(backend.at("/connections/idle").asInt()).isPositive();
            assertThat(backend.at("/outbox/rows").asInt()).isZero();
        }
        assertThat(told.at("/custody/store").asString()).isEqualTo("up");
        assertThat(told.at("/custody/stored").isNumber()).isTrue();
    }

    @Test
    void recentDecisionsTellWhatWasAskedOfWhomAndWhy() {
        TestClient client = emulators.client().atSecondary();
        login(client);
        introspect("an-unknown-token-of-somebody");

        JsonNode decisions = application.get("/dualclient/decisions").json().path("decisions");

        assertThat(decisions).hasSize(2);
        assertThat(decisions.path(0).path("operation").asString()).isEqualTo("auth-introspection");
        assertThat(decisions.toString()).doesNotContain("an-unknown-token-of-somebody", client.secret());
        JsonNode token = decisions.path(1);
        assertThat(token.path("client").asString()).isEqualTo(String.valueOf(client.id()));
        assertThat(token.path("answeredBy").asString()).isEqualTo("secondary");
        assertThat(token.path("because").asString()).isEqualTo("this backend leads at this stage");
        assertThat(token.path("order").values()).extracting(JsonNode::asString).containsExactly("primary", "secondary");
        assertThat(token.path("steps").values())
                .extracting(step -> step.path("backend").asString() + ": "
                        + step.path("reason").asString())
                .containsExactly("primary: unknown client", "secondary: done");
        assertThat(token.path("loss").asBoolean()).isFalse();
    }

    @Test
    void anExplanationTellsWhoWouldServeACallAndRepeatsNoToken(CapturedOutput output) {
        TestClient client = emulators.client().atSecondary();
        String token = login(client).getAccessToken();
        introspect(token);
        emulators.mark();

        Answer explained = application.post(
                "/dualclient/explain", "{\"operation\":\"auth-introspection\",\"token\":\"" + token + "\"}");

        assertThat(explained.status()).isEqualTo(200);
        JsonNode told = explained.json();
        assertThat(told.path("asked").values()).extracting(JsonNode::asString).containsExactly("secondary");
        assertThat(told.path("because").asString()).isEqualTo("the credential was last seen there");
        assertThat(told.path("about").asString()).isEqualTo("access-token");
        assertThat(told.at("/known/backend").asString()).isEqualTo("secondary");
        assertThat(told.path("fallsBackOn").values())
                .extracting(JsonNode::asString)
                .containsExactly("unrecognized", "unavailable", "indeterminate");
        assertThat(emulators.calls().of("auth-introspection")).hasToString("0/0");
        assertThat(told.toString() + output).doesNotContain(token);
    }

    @Test
    @Scenario("A23")
    void clientsThatNeedTheSecondaryAreNamed() {
        TestClient old = emulators.client().atSecondary();
        TestClient imported = emulators.client().atBothWithRandomSecret();
        login(old);
        login(old);
        login(imported);

        JsonNode told = application.get("/dualclient/clients").json();

        assertThat(told.at("/dependent/1h").asInt()).isEqualTo(2);
        assertThat(told.at("/dependent/7d").asInt()).isEqualTo(2);
        assertThat(told.at("/mostDependent/0/client").asString()).isEqualTo(String.valueOf(old.id()));
        assertThat(told.at("/mostDependent/0/answers/24h").asInt()).isEqualTo(2);
        assertThat(told.path("secretDiffers").values())
                .extracting(JsonNode::asString)
                .containsExactly(String.valueOf(imported.id()));
    }

    @Test
    @Scenario("N28")
    void whoseLoginsBeginAtTheSecondaryIsShownWithWhatToDo() {
        TestClient imported = emulators.client().atBothWithRandomSecret();
        application
                .api()
                .authorization(new AuthorizationRequest()
                        .setParameters("response_type=code&client_id=" + imported.id() + "&redirect_uri="
                                + imported.redirectUri()));

        JsonNode told = application.get("/dualclient/clients").json().path("logins");

        assertThat(told).hasSize(1);
        assertThat(told.at("/0/client").asString()).isEqualTo(String.valueOf(imported.id()));
        assertThat(told.at("/0/secret").asString()).isEqualTo("unknown");
        assertThat(told.at("/0/advice").asString()).startsWith("its logins begin at 2.3 until");
    }

    @Test
    @Scenario("A27")
    void aSecretThatIsSetAtThePrimaryIsAudited() {
        application.close();
        application = new RunningApplication(emulators, "dual-client.client-secrets=repair-on-use");
        TestClient imported = emulators.client().atBothWithRandomSecret();
        assertThat(login(imported).getAction()).isEqualTo(TokenResponse.Action.OK);

        AuditEventRepository audit = application.bean(AuditEventRepository.class);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !audit.find("dual-client", null, "DUAL_CLIENT_SECRET_REPAIR")
                        .isEmpty());
        assertThat(audit.find("dual-client", null, null))
                .singleElement()
                .satisfies(event -> assertThat(event.getData())
                        .containsOnly(entry("client", String.valueOf(imported.id())), entry("outcome", "ACCEPTED")));
    }

    @Test
    void whatABackendOwesCanBeListedTriedAndGivenUp() {
        TestClient client = emulators.client().atBoth();
        String token = login(client).getAccessToken();
        emulators.secondary().faults().refuseConnections();
        assertThatThrownBy(() -> revoke(client, token)).isInstanceOf(AuthleteApiException.class); // strict, in memory

        JsonNode rows = application.get("/dualclient/outbox").json().path("rows");
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/backend").asString()).isEqualTo("secondary");
        assertThat(rows.at("/0/blocking").asBoolean()).isTrue();
        assertThat(rows.toString()).doesNotContain(token);
        String row = rows.at("/0/id").asString();

        assertThat(application.post("/dualclient/outbox/no-such-row", "{}").error())
                .isEqualTo("there is no such row: read outbox for those that there are");
        assertThat(application.post("/dualclient/outbox/" + row, "{}").status()).isEqualTo(200);
        assertThat(application.delete("/dualclient/outbox/" + row).error())
                .isEqualTo("reason is missing: write why the backend is not to be told; it goes to log and audit");
        assertThat(application
                        .delete("/dualclient/outbox/" + row + "?reason=deleted%20by%20hand")
                        .status())
                .isEqualTo(200);

        assertThat(application.get("/dualclient/outbox").json().path("rows")).isEmpty();
        assertThat(application
                        .delete("/dualclient/outbox/" + row + "?reason=again")
                        .status())
                .isEqualTo(404);
        assertThat(application.bean(AuditEventRepository.class).find(null, null, null))
                .extracting(AuditEvent::getType)
                .containsExactly("DUAL_CLIENT_OUTBOX_RETRY", "DUAL_CLIENT_OUTBOX_DISCARD");
    }

    @Test
    void aChangeOfAClientIsGivenUpWithAConfirmation() {
        TestClient client = emulators.client().atBoth();
        emulators.secondary().faults().refuseConnections();
        assertThatThrownBy(() -> application.api().updateClientLockFlag(String.valueOf(client.id()), true))
                .isInstanceOf(AuthleteApiException.class); // strict, in memory
        JsonNode row = application.get("/dualclient/outbox").json().at("/rows/0");
        assertThat(row.path("changesClient").asBoolean()).isTrue();
        String discard = "/dualclient/outbox/" + row.path("id").asString() + "?reason=locked%20by%20hand";

        assertThat(application.delete(discard).status()).isEqualTo(409);
        assertThat(application.delete(discard).error()).contains("confirm=client-change");
        assertThat(application.delete(discard + "&confirm=client-change").status())
                .isEqualTo(200);
        assertThat(application.get("/dualclient/outbox").json().path("rows")).isEmpty();
    }

    private void revoke(TestClient client, String token) {
        application
                .api()
                .revocation(new RevocationRequest()
                        .setClientId(String.valueOf(client.id()))
                        .setClientSecret(client.secret())
                        .setParameters("token=" + token));
    }

    @Test
    void theStageCanBeChangedWithAReason() {
        JsonNode told = application
                .post("/dualclient/stage", "{\"stage\":\"secondary-first\",\"reason\":\"3.0 is slow\"}")
                .json();
        assertThat(told.path("stage").asString()).isEqualTo("secondary-first");
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);

        told = application
                .post(
                        "/dualclient/stage",
                        "{\"stage\":\"primary-first\",\"client\":\"4711\",\"reason\":\"try\",\"maintenance\":true}")
                .json();
        assertThat(told.at("/clients/4711").asString()).isEqualTo("primary-first");
        assertThat(told.path("maintenance").asBoolean()).isTrue();
        told = application
                .post("/dualclient/stage", "{\"stage\":\"primary-first\",\"percent\":5,\"reason\":\"try\"}")
                .json();
        assertThat(told.at("/canary/percent").asDouble()).isEqualTo(5);
        told = application
                .post("/dualclient/stage", "{\"stage\":\"default\",\"client\":\"4711\",\"reason\":\"tried\"}")
                .json();
        assertThat(told.path("clients")).isEmpty();
        assertThat(application.get("/dualclient").json().at("/stages/canary")).isEqualTo(told.path("canary"));

        AuditEvent first = application
                .bean(AuditEventRepository.class)
                .find(null, null, null)
                .get(0);
        assertThat(first.getType()).isEqualTo("DUAL_CLIENT_STAGE");
        assertThat(first.getPrincipal()).isEqualTo("anonymous");
        assertThat(first.getData()).containsEntry("reason", "3.0 is slow").containsEntry("forced", false);
    }

    @Test
    void aStepThatIsTooEarlyIsRefusedUnlessItIsForced() {
        String step = "{\"stage\":\"primary-only\",\"reason\":\"done\"";
        Answer refused = application.post("/dualclient/stage", step + "}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error())
                .startsWith("the step to primary-only was refused, for")
                .endsWith("or force it");

        assertThat(application
                        .post("/dualclient/stage", step + ",\"force\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_ONLY);
    }

    @Test
    @Scenario("D10")
    void rejectedApiCredentialsAreADetailOfHealth() {
        application.close();
        application = new RunningApplication(emulators, "dual-client.primary.access-token=a-wrong-one");
        TestClient client = emulators.client().atBoth();
        assertThat(login(client).getAction()).isEqualTo(TokenResponse.Action.OK);

        Answer health = application.get("/health");

        assertThat(health.status()).isEqualTo(200);
        JsonNode details = health.json().at("/components/dualclient/details");
        assertThat(details.at("/primary/rejectedCredentials/0").asString()).isEqualTo("SERVICE");
        assertThat(details.at("/secondary/rejectedCredentials")).isEmpty();
        assertThat(details.at("/custodyStore").asString()).isEqualTo("UP");
        assertThat(details.at("/secondary/pending").asInt()).isZero();

        application.post("/dualclient/stage", "{\"stage\":\"primary-only\",\"reason\":\"a test\",\"force\":true}");
        assertThat(application.get("/health").status())
                .as("nobody else is asked")
                .isEqualTo(503);
    }

    @Test
    void theMetersAreThere() {
        login(emulators.client().atSecondary());

        assertThat(application
                        .get("/metrics/dualclient.fallbacks")
                        .json()
                        .at("/measurements/0/value")
                        .asDouble())
                .isEqualTo(1);
        assertThat(application
                        .get("/metrics/dualclient.attempts?tag=backend:secondary&tag=purpose:call")
                        .json()
                        .at("/measurements/0/value")
                        .asDouble())
                .isEqualTo(1);
        await().untilAsserted(() -> assertThat(application
                        .get("/metrics/dualclient.outbox.rows")
                        .json()
                        .at("/measurements/0/value")
                        .asDouble())
                .isZero());
    }
}
