package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Changes of the stage over HTTP: they do what they say, and say what they did. */
@ExtendWith(OutputCaptureExtension.class)
class StageEndpointTest {

    private static Emulators emulators;
    private static RunningApplication application;
    private static TestClient client;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        application = new RunningApplication(emulators);
        client = emulators
                .client()
                .with(it -> it.setClientIdAlias("the-shop").setClientIdAliasEnabled(true))
                .atBoth();
    }

    @AfterAll
    static void stop() {
        application.close();
        emulators.close();
    }

    @BeforeEach
    void setUp() {
        change("\"stage\":\"settings\",\"force\":true");
    }

    private static Answer change(String fields) {
        return application.post("/dualclient/stage", "{" + fields + ",\"reason\":\"a test\"}");
    }

    private static JsonNode stages() {
        return application.get("/dualclient/stage").json();
    }

    private static double gauge(String name, String stage) {
        return application
                .get("/metrics/" + name + "?tag=stage:" + stage)
                .json()
                .at("/measurements/0/value")
                .asDouble();
    }

    @Test
    @Scenario("N34")
    void anExceptionIsSeenEverywhereAndStandsInTheWayOfDrainUntilItIsCleared(CapturedOutput output) {
        change("\"stage\":\"secondary-first\"");
        JsonNode one =
                change("\"stage\":\"primary-first\",\"client\":\"the-shop\"").json();
        assertThat(one.at("/clients/" + client.id()).asString()).as("by its id").isEqualTo("primary-first");
        change("\"stage\":\"shadow\",\"percent\":5");

        String[] exceptions = {"client " + client.id() + ": primary-first", "a canary of 5 %: shadow"};
        JsonNode all = change("\"stage\":\"primary-first\"").json();
        assertThat(all.path("exceptions").values())
                .extracting(JsonNode::asString)
                .as("those that differ from the step for all")
                .containsExactly(exceptions[1]);
        change("\"stage\":\"secondary-first\",\"client\":\"the-shop\"");
        exceptions[0] = "client " + client.id() + ": secondary-first";
        assertThat(application
                        .get("/health")
                        .json()
                        .at("/components/dualclient/details/stageExceptions")
                        .values())
                .extracting(JsonNode::asString)
                .containsExactly(exceptions);
        assertThat(stages().path("exceptions").values())
                .extracting(JsonNode::asString)
                .containsExactly(exceptions);
        assertThat(gauge("dualclient.stage.clients", "secondary-first")).isEqualTo(1);
        assertThat(gauge("dualclient.stage.canary", "shadow")).isEqualTo(5);
        assertThat(output).contains("primary-first (" + exceptions[0] + ", " + exceptions[1] + "), by anonymous");

        Answer refused = change("\"stage\":\"drain\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.error()).contains(exceptions[0], exceptions[1], "clearExceptions");
        assertThat(stages().path("stage").asString()).isEqualTo("primary-first");

        JsonNode drained =
                change("\"stage\":\"drain\",\"clearExceptions\":true").json();
        assertThat(drained.path("stage").asString()).isEqualTo("drain");
        assertThat(drained.path("exceptions")).isEmpty();
        assertThat(application.api().dualClient().stages().policy().isSame()).isTrue();
        assertThat(gauge("dualclient.stage.clients", "secondary-first")).isZero();
    }

    @Test
    @Scenario("N34")
    void aClientInALaterStageDoesNotStandInTheWay() {
        change("\"stage\":\"primary-only\",\"client\":\"the-shop\",\"force\":true");

        assertThat(change("\"stage\":\"drain\"").status()).isEqualTo(200);
        assertThat(stages().at("/clients/" + client.id()).asString()).isEqualTo("primary-only");
    }

    @ParameterizedTest
    @Scenario("N35")
    @CsvSource(delimiter = '|', textBlock = """
            {"stage":"shadow","reason":"r","percentage":5}                | there is no field percentage, did you mean percent?
            {"stage":"shadow","reason":"r","cleint":"a"}                  | there is no field cleint, did you mean client?
            {"stage":"shadow","reason":"r","colour":"red"}                | there is no field colour: the fields are
            {"stage":"shadow","reason":"r","client":"a","clientId":"b"}   | client and clientId name two clients
            {"percent":5,"reason":"r"}                                    | stage is missing: write the stage of the canary
            {"client":"a","reason":"r"}                                   | stage is missing
            {"stage":"settings","percent":5,"reason":"r"}                 | stage settings ends all changes
            """)
    void whatIsNotUnderstoodChangesNothing(String body, String message) {
        Answer answer = application.post("/dualclient/stage", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).startsWith(message);
        assertThat(application.api().dualClient().stages().policy().toString()).isEqualTo("primary-first");
    }

    @Test
    @Scenario("N35")
    void clientIdIsUnderstoodAndUnknownClientsAreWarnedOf(CapturedOutput output) {
        JsonNode known = change("\"stage\":\"shadow\",\"clientId\":\"" + client.id() + "\"")
                .json();
        assertThat(known.path("stage").asString()).isEqualTo("primary-first");
        assertThat(known.at("/clients/" + client.id()).asString()).isEqualTo("shadow");
        assertThat(known.path("warnings")).isEmpty();

        JsonNode unknown =
                change("\"stage\":\"shadow\",\"clientId\":\"the-shopp\"").json();
        String warning = "no backend knows the client the-shopp: check its id or alias";
        assertThat(unknown.at("/warnings/0").asString()).isEqualTo(warning);
        assertThat(output).contains(warning);

        JsonNode back = change("\"stage\":\"default\",\"client\":\"the-shop\"").json();
        assertThat(back.path("clients").propertyNames()).containsExactly("the-shopp");
    }

    @Test
    @Scenario("N35")
    void percentZeroStandsAlone() {
        change("\"stage\":\"shadow\",\"percent\":5");

        JsonNode none = change("\"percent\":0").json();

        assertThat(none.path("stage").asString()).isEqualTo("primary-first");
        assertThat(none.path("canary").isNull()).isTrue();
    }

    @Test
    @Scenario("N39")
    void aDryRunSaysWhatWouldHappenAndChangesNothing() {
        change("\"stage\":\"secondary-first\",\"client\":\"the-shop\"");
        int changes = changes();

        Answer refused = change("\"stage\":\"primary-only\",\"dryRun\":true");
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.json().path("dryRun").asBoolean()).isTrue();
        assertThat(refused.json().path("to").asString())
                .isEqualTo("primary-only (client " + client.id() + ": secondary-first)");
        assertThat(refused.json().path("objections").size()).isGreaterThan(1);

        Answer fine = change("\"stage\":\"shadow\",\"percent\":5,\"dryRun\":true");
        assertThat(fine.json().path("objections")).isEmpty();
        assertThat(fine.json().at("/canary/percent").asDouble()).isEqualTo(5);

        assertThat(stages().path("canary").isNull()).isTrue();
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(changes()).isEqualTo(changes);
    }

    private static int changes() {
        return application
                .bean(AuditEventRepository.class)
                .find(null, null, "DUAL_CLIENT_STAGE")
                .size();
    }

    @Test
    @Scenario("N42")
    void whoWhatFromToWhyAndWhenAreInTheLogAndInTheEndpoint(CapturedOutput output) {
        change("\"stage\":\"secondary-first\"");
        application.post("/dualclient/stage", "{\"stage\":\"shadow\",\"reason\":\"line one\\nline two\"}");

        JsonNode last = stages().path("lastChange");
        assertThat(last.path("by").asString()).isEqualTo("anonymous");
        assertThat(last.path("from").asString()).isEqualTo("secondary-first");
        assertThat(last.path("to").asString()).isEqualTo("shadow");
        assertThat(last.path("reason").asString()).isEqualTo("line one line two");
        assertThat(output)
                .contains("stage: secondary-first -> shadow, by anonymous, at "
                        + last.path("at").asString() + ": \"line one line two\"");
        assertThat(stages().path("followsSettings").asBoolean()).isFalse();

        change("\"stage\":\"primary-only\",\"force\":true");
        AuditEvent forced = application
                .bean(AuditEventRepository.class)
                .find(null, null, "DUAL_CLIENT_STAGE")
                .get(changes() - 1);
        assertThat(forced.getData()).containsEntry("forced", true);
        assertThat(forced.getData().get("overridden"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .isNotEmpty();

        JsonNode settings = change("\"stage\":\"settings\"").json();
        assertThat(settings.path("to").asString()).isEqualTo("primary-first");
        assertThat(stages().path("followsSettings").asBoolean()).isTrue();
    }
}
