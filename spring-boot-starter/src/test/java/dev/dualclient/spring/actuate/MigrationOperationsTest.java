package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenRequest;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Preflight, inventory, probe and verification over HTTP, as an operator has them. */
@DualClientTest
@ExtendWith(OutputCaptureExtension.class)
class MigrationOperationsTest {

    private Emulators emulators;
    private RunningApplication application;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        application = new RunningApplication(
                given,
                "dual-client.inventory.calls-per-second=1000",
                "dual-client.migrator=external",
                "dual-client.secondary.owner-api-key="
                        + given.secondary().credentials().ownerApiKey(),
                "dual-client.secondary.owner-api-secret="
                        + given.secondary().credentials().ownerApiSecret());
    }

    @AfterEach
    void tearDown() {
        application.close();
    }

    @Test
    @Scenario({"G1", "G13"})
    void thePreflightTellsEveryCheckWithWhatToDo(CapturedOutput output) {
        JsonNode report = application.get("/dualclient/preflight").json();

        assertThat(report.path("result").asString()).isIn("warn", "unknown");
        assertThat(report.path("checks")).hasSize(21);
        JsonNode store = check(report, "store");
        assertThat(store.path("result").asString()).isEqualTo("warn");
        assertThat(store.path("advice").asString()).contains("dual-client.custody.store");
        assertThat(report.toString() + output)
                .doesNotContain(
                        emulators.secondary().credentials().apiSecret(),
                        emulators.primary().credentials().accessToken());
        assertThat(application
                        .bean(MeterRegistry.class)
                        .get("dualclient.preflight")
                        .tags("check", "store", "result", "warn")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private static JsonNode check(JsonNode report, String id) {
        for (JsonNode check : report.path("checks")) {
            if (check.path("id").asString().equals(id)) {
                return check;
            }
        }
        throw new AssertionError("no check " + id);
    }

    @Test
    @Scenario({"H1", "H2", "H3"})
    void aSecretIsRepairedByAPlanThatWasRead() {
        emulators.client().atBoth();
        TestClient random = emulators.client().atBothWithRandomSecret();
        assertThat(application.get("/dualclient/inventory").error()).contains("no comparison");
        JsonNode compared = application
                .post("/dualclient/inventory", "{\"action\":\"compare\"}")
                .json();
        assertThat(compared.at("/counts/same").asInt()).isEqualTo(1);
        assertThat(compared.at("/clients/0/state").asString()).isEqualTo("secret-differs");
        assertThat(compared.path("advice").toString()).contains("repair-secrets");
        assertThat(application.get("/dualclient/inventory").json()).isEqualTo(compared);

        JsonNode plan = application
                .post("/dualclient/inventory", "{\"action\":\"repair-secrets\",\"clients\":\"" + random.id() + "\"}")
                .json();
        assertThat(plan.at("/steps/0/client").asString()).as(plan.toString()).isEqualTo(Long.toString(random.id()));
        Answer applied = apply(random, plan.path("id").asString(), "ticket 4711");

        assertThat(applied.status()).isEqualTo(200);
        assertThat(applied.json().at("/steps/0/result").asString()).isEqualTo("done");
        assertThat(emulators.primaryApi().getClient(random.id()).getClientSecret())
                .isEqualTo(random.secret());
        assertThat(compared.toString() + plan + applied.json()).doesNotContain(random.secret());
        AuditEvent event = application
                .bean(AuditEventRepository.class)
                .find(null, null, null)
                .get(0);
        assertThat(event.getType()).isEqualTo("DUAL_CLIENT_INVENTORY_REPAIR_SECRETS");
        assertThat(event.getData()).containsEntry("reason", "ticket 4711").doesNotContainValue(random.secret());
        assertThat(application
                        .bean(MeterRegistry.class)
                        .get("dualclient.inventory.applied")
                        .tags("step", "repair-secrets", "result", "done")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(apply(random, plan.path("id").asString(), "again").status()).isEqualTo(409);
    }

    private Answer apply(TestClient client, String plan, String reason) {
        return application.post(
                "/dualclient/inventory",
                "{\"action\":\"repair-secrets\",\"clients\":\"" + client.id() + "\",\"dryRun\":false,\"plan\":\"" + plan
                        + "\",\"reason\":\"" + reason + "\"}");
    }

    @Test
    @Scenario("X1")
    void consentsAreComparedOnRequest() {
        Answer report = application.post("/dualclient/inventory", "{\"action\":\"consents\"}");

        assertThat(report.status()).isEqualTo(200);
        assertThat(report.json().path("clients").isArray()).isTrue();
        assertThat(report.json().path("problem").isNull()).isTrue();
    }

    @Test
    void badRequestsSayWhatToWrite() {
        assertThat(application.post("/dualclient/inventory", "{}").error())
                .startsWith("action is missing: write compare");
        assertThat(application
                        .post("/dualclient/inventory", "{\"action\":\"repair\"}")
                        .error())
                .contains("repair-secrets");
        assertThat(application
                        .post("/dualclient/inventory", "{\"action\":\"repair-secrets\",\"dryRun\":false}")
                        .error())
                .startsWith("plan is missing");
        assertThat(application
                        .post(
                                "/dualclient/inventory",
                                "{\"action\":\"repair-secrets\",\"dryRun\":false,\"plan\":\"x\"}")
                        .error())
                .startsWith("reason is missing");
        assertThat(application.post("/dualclient/probe", "{}").error()).startsWith("client is missing");
        assertThat(application.post("/dualclient/verify", "{}").error()).startsWith("token is missing");
        Answer refused = application.post(
                "/dualclient/probe", "{\"client\":\"4711\",\"subject\":\"nobody\",\"reason\":\"a test says so\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains("does not show the client 4711");
        assertThat(application.get("/dualclient/probe").json().path("answers")).isEmpty();
    }

    @Test
    @Scenario({"G15", "G13"})
    void aTokenIsVerifiedAtBothAndNotRepeated(CapturedOutput output) {
        TestClient client = emulators.client().atSecondary();
        String token = application
                .api()
                .token(new TokenRequest()
                        .setClientId(Long.toString(client.id()))
                        .setClientSecret(client.secret())
                        .setParameters("grant_type=client_credentials"))
                .getAccessToken();
        JsonNode told = application
                .post("/dualclient/verify", "{\"token\":\"" + token + "\"}")
                .json();

        assertThat(told.at("/backends/secondary").asString()).isEqualTo("active");
        assertThat(told.at("/backends/primary").asString()).isEqualTo("inactive");
        assertThat(told.path("differing")).isEmpty();
        assertThat(told.at("/custody/operation").asString()).isEqualTo("auth-introspection");
        assertThat(told.toString() + output).doesNotContain(token);
        assertThat(application
                        .post("/dualclient/verify", "{\"kind\":\"refresh-token\",\"token\":\"" + token + "x\"}")
                        .json()
                        .at("/backends/primary")
                        .asString())
                .isEqualTo("inactive");
    }
}
