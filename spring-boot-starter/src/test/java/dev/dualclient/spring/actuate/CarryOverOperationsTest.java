package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import tools.jackson.databind.JsonNode;

/** Carry-over as an operator sees and steers it. */
class CarryOverOperationsTest {

    @Test
    @Scenario("J23")
    void anOperatorRunsTheSelfTestPausesAndResumes() {
        try (Emulators emulators = Emulators.start();
                RunningApplication application = new RunningApplication(
                        SecretSettingsTest.OnDatabase.class,
                        emulators,
                        "dual-client.custody.store=jdbc",
                        "dual-client.custody.keys=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "dual-client.migrator=none",
                        "dual-client.carry-over.enabled=true")) {
            TestClient client = emulators.client().atBoth();
            assertThat(state(application)).isEqualTo("nothing is carried over: no self-test was run");
            assertThat(health(application)).isEqualTo("nothing is carried over: no self-test was run");

            Answer test = application.post(
                    "/dualclient/carry-over",
                    "{\"action\":\"self-test\",\"client\":\"" + client.id()
                            + "\",\"subject\":\"tester\",\"reason\":\"a test\"}");
            assertThat(test.json().path("passed").asBoolean())
                    .as(test.json().toString())
                    .isTrue();
            assertThat(state(application)).isEqualTo("on");

            Answer paused =
                    application.post("/dualclient/carry-over", "{\"action\":\"pause\",\"reason\":\"2.3 is slow\"}");
            assertThat(paused.json().path("state").asString()).isEqualTo("paused: 2.3 is slow");
            assertThat(health(application)).isEqualTo("paused: 2.3 is slow");
            application.post("/dualclient/carry-over", "{\"action\":\"resume\",\"reason\":\"2.3 is fast\"}");
            assertThat(state(application)).isEqualTo("on");

            assertThat(application.bean(AuditEventRepository.class).find(null, null, "DUAL_CLIENT_CARRY_OVER"))
                    .extracting(event -> event.getData().get("reason"))
                    .containsExactly("a test", "2.3 is slow", "2.3 is fast");
            assertThat(application
                            .bean(MeterRegistry.class)
                            .get("dualclient.carryover")
                            .tag("result", "carried")
                            .functionCounter()
                            .count())
                    .isZero();
        }
    }

    private static String state(RunningApplication application) {
        return application.get("/dualclient/carry-over").json().path("state").asString();
    }

    private static String health(RunningApplication application) {
        JsonNode health = application.get("/health").json();
        return health.at("/components/dualclient/details/carryOver").asString();
    }
}
