package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.migration.readiness.SavedReport;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import tools.jackson.databind.JsonNode;

/** The question whether 2.3 can be switched off, over HTTP. */
@DualClientTest
class ReadinessEndpointTest {

    private Emulators emulators;
    private RunningApplication application;

    @BeforeEach
    void setUp(Emulators given) {
        emulators = given;
        application = new RunningApplication(
                given,
                "dual-client.migrator=external",
                "dual-client.readiness.quiet=1h",
                "dual-client.readiness.accept=lists-expired,registration-tokens",
                "dual-client.readiness.scan.every=30m",
                "dual-client.readiness.scan.calls-per-second=50");
    }

    @AfterEach
    void tearDown() {
        application.close();
    }

    private static JsonNode check(JsonNode readiness, String id) {
        return readiness
                .path("checks")
                .valueStream()
                .filter(check -> check.path("check").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Scenario("N39")
    void theQuestionIsAnsweredWithEveryCheck() {
        TestClient client = emulators.client().atBoth();
        emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setClientId(client.id())
                        .setGrantType(GrantType.AUTHORIZATION_CODE)
                        .setSubject("john"));

        JsonNode before = application.get("/dualclient/readiness").json();
        assertThat(before.path("verdict").asString()).isEqualTo("cannot-say");
        assertThat(check(before, "Q3").path("text").asString()).isEqualTo("the token lists have not been read yet");

        JsonNode after = application
                .post("/dualclient/readiness", "{\"scan\":true,\"reason\":\"a look\"}")
                .json();
        assertThat(after.path("checks")).hasSize(14);
        assertThat(check(after, "Q3").path("count").asInt()).isEqualTo(1);
        assertThat(check(after, "Q10").path("text").asString()).contains("memory of one process");
        assertThat(check(after, "Q14").path("state").asString()).isEqualTo("ok");
        assertThat(after.at("/clients/0/client").asString()).isEqualTo(String.valueOf(client.id()));
        assertThat(after.path("relativeTo").asString()).startsWith("This is said of all credentials");

        assertThat(application
                        .get("/metrics/dualclient.readiness?tag=verdict:cannot-say")
                        .json()
                        .at("/measurements/0/value")
                        .asDouble())
                .isEqualTo(1);
        assertThat(application
                        .get("/metrics/dualclient.scan?tag=result:clean")
                        .json()
                        .at("/measurements/0/value")
                        .asDouble())
                .isPositive();
    }

    @Test
    @Scenario("K17")
    void aReportCanBeSavedSigned() {
        JsonNode saved = application.get("/dualclient/readiness?format=json").json();

        assertThat(saved.at("/report/verdict").asString()).isEqualTo("CANNOT_SAY");
        assertThat(SavedReport.check(saved.toString(), List.of(new byte[32])))
                .as("the memory store has a key of its own")
                .isEqualTo(SavedReport.Result.NOT_GENUINE);
        assertThat(application.get("/dualclient/readiness?format=xml").error()).startsWith("format is unknown");
    }

    @Test
    @Scenario("N35")
    void theMigratorIsDeclaredFinishedWithAReason() {
        assertThat(application
                        .post("/dualclient/readiness", "{\"reason\":\"r\"}")
                        .error())
                .startsWith("there is nothing to do");
        assertThat(application
                        .post("/dualclient/readiness", "{\"migratorFinshed\":true,\"reason\":\"r\"}")
                        .error())
                .startsWith("there is no field migratorFinshed, did you mean migratorFinished?");
        JsonNode before = application.get("/dualclient/readiness").json();
        assertThat(check(before, "Q9").path("text").asString())
                .isEqualTo("the token migrator has not been declared finished");

        JsonNode after = application
                .post("/dualclient/readiness", "{\"migratorFinished\":true,\"reason\":\"all rows are copied\"}")
                .json();

        assertThat(check(after, "Q9").path("clearsBy").asString()).isNotEmpty();
        assertThat(application.bean(AuditEventRepository.class).find(null, null, "DUAL_CLIENT_MIGRATOR_FINISHED"))
                .hasSize(1);
    }
}
