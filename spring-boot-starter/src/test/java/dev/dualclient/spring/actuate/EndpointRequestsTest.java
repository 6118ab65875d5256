package dev.dualclient.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.Stage;
import dev.dualclient.spring.actuate.RunningApplication.Answer;
import dev.dualclient.test.Emulators;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the endpoint says to requests that it cannot serve. */
class EndpointRequestsTest {

    private static Emulators emulators;
    private static RunningApplication application;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        application = new RunningApplication(emulators);
    }

    @AfterAll
    static void stop() {
        application.close();
        emulators.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explain | {}                                                           | operation is missing: write the id of one, auth-introspection say
            explain | {"operation":"no-such"}                                      | no operation has that id: write one of the table in docs/routing.md, auth-introspection say
            explain | {"operation":"auth-introspection","token":"t","kind":"tok"}  | kind is none of those that there are: write ticket, or authorization-code, or access-token, or refresh-token, or device-code, or user-code, or auth-req-id, or request-uri, or registration-access-token, or grant-id
            stage   | {"stage":"primary-only"}                                     | reason is missing: write why the stage changes; it goes to log and audit
            stage   | {"reason":"for fun"}                                         | stage is missing: write primary-first, say
            stage   | {"stage":"tertiary","reason":"for fun"}                      | stage is none of those that there are: write secondary-first, or shadow, or primary-first, or drain, or primary-only
            stage   | {"stage":"drain","client":"a","percent":"5","reason":"both"} | client and percent exclude one another: write one of them
            stage   | {"stage":"drain","percent":"500","reason":"for fun"}         | dual-client.canary.percent is 500.0: write a number from 0 to 100
            inventory | {"action":"consent"}                                      | action is none of those that there are: write compare, or consents, or repair-secrets, or repair-metadata, or repair-settings, or import-clients, or discard-imports
            carry-over | {"action":"pause"}                                        | reason is missing: write why; it goes to log and audit
            carry-over | {"action":"pause","reason":"for fun"}                     | carry-over is off: set dual-client.carry-over.enabled to true
            """)
    void aRequestThatCannotBeServedSaysWhatToWrite(String part, String body, String message) {
        Answer answer = application.post("/dualclient/" + part, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(message);
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
    }

    @Test
    void theRuleOfEachOperationIsTold() {
        JsonNode rules = application.get("/dualclient/rules").json().path("rules");

        assertThat(rules.values())
                .filteredOn(rule -> rule.path("operation").asString().equals("auth-introspection"))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.path("effect").asString()).isEqualTo("read");
                    assertThat(rule.path("answer").asString()).isEqualTo("first-accepted");
                    assertThat(rule.path("fallBackOn").values())
                            .extracting(JsonNode::asString)
                            .contains("unrecognized", "unavailable");
                    assertThat(rule.path("chosenBy")).isEmpty();
                });
    }

    @Test
    void anUnknownPartSaysWhichThereAre() {
        assertThat(application.get("/dualclient/nothing")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error())
                    .isEqualTo(
                            "there is no such part: write rules, decisions, clients, stage, readiness, outbox, preflight,"
                                    + " inventory, probe or carry-over");
        });
        assertThat(application.post("/dualclient/nothing", "{}").error())
                .isEqualTo(
                        "there is no such part: write explain, stage, readiness, inventory, probe, verify or carry-over");
        assertThat(application.delete("/dualclient/stage/4711").status()).isEqualTo(404);
        assertThat(application.post("/dualclient/stage/4711", "{}").status()).isEqualTo(404);
    }
}
