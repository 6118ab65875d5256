package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.emulator.EmulatorHttp.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can be done over HTTP below {@code /_emulator/}. */
class EmulatorControlTest {

    private AuthleteEmulator emulator;
    private EmulatorHttp http;

    @BeforeEach
    void start() {
        emulator = AuthleteEmulator.builder().start();
        http = new EmulatorHttp(
                emulator.baseUrl(), "Bearer " + emulator.credentials().accessToken());
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    @Test
    void faultsAreSetListedAndReleased() throws Exception {
        Response set = http.post("/_emulator/faults", """
                {"operation":"auth-introspection","kind":"answer","status":503,
                 "headers":{"Retry-After":"3"},"afterProcessing":true,"times":5}
                """);
        assertThat(set.status()).isEqualTo(200);
        assertThat(introspect().status()).isEqualTo(503);
        assertThat(emulator.counters().processed("auth-introspection")).isEqualTo(1);

        JsonNode listed = http.get("/_emulator/faults").json().path("faults").path(0);
        assertThat(listed.path("hits").asInt()).isEqualTo(1);
        assertThat(listed.path("remaining").asInt()).isEqualTo(4);

        http.delete("/_emulator/faults/" + set.json().path("id").asString());
        assertThat(introspect().status()).isEqualTo(200);
    }

    @Test
    void faultsOfEveryOperationLeaveTheControlAlone() throws Exception {
        http.post("/_emulator/faults", "{\"kind\":\"drop\"}");
        assertThatThrownBy(this::introspect).isInstanceOf(IOException.class);
        assertThat(http.delete("/_emulator/faults").status()).isEqualTo(200);
        assertThat(introspect().status()).isEqualTo(200);
    }

    @Test
    void refusedConnectionsComeBackByThemselves() throws Exception {
        http.post("/_emulator/faults", "{\"kind\":\"refuse-connections\",\"for\":\"PT2S\"}");
        assertThatThrownBy(this::introspect).isInstanceOf(IOException.class);
        await().ignoreExceptions().until(() -> introspect().status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"explode\"}",
                "{\"kind\":\"refuse-connections\"}",
                "{\"kind\":\"answer\"}",
                "{\"kind\":\"garble\",\"form\":\"nicely\"}",
                "{\"kind\":\"drop-syns\",\"for\":\"a while\"}",
                "{\"kind\""
            })
    void aFaultThatCannotBeIsExplained(String wrong) throws Exception {
        Response response = http.post("/_emulator/faults", wrong);
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("error").asString()).isNotBlank();
        assertThat(emulator.faults().active()).isEmpty();
    }

    @Test
    void countersTellCallsAndConnectionsWithoutCountingThemselves() throws Exception {
        introspect();
        JsonNode counters = http.get("/_emulator/counters").json();
        assertThat(counters.path("received").toString()).isEqualTo("{\"auth-introspection\":1}");
        assertThat(counters.path("processed").toString()).isEqualTo("{\"auth-introspection\":1}");
        assertThat(counters.path("connections").asInt()).isPositive();
    }

    @Test
    void theClockRunsAheadUntilTheReset() throws Exception {
        Response advanced = http.post("/_emulator/clock", "{\"advance\":\"PT48H\"}");
        assertThat(Instant.parse(advanced.json().path("now").asString()))
                .isAfter(Instant.now().plus(Duration.ofHours(47)));
        http.post("/_emulator/reset", "");
        assertThat(Instant.parse(http.get("/_emulator/clock").json().path("now").asString()))
                .isBefore(Instant.now().plus(Duration.ofHours(1)));
    }

    @Test
    void aResetForgetsEverything() throws Exception {
        http.post("/api/" + emulator.credentials().serviceId() + "/client/create", "{\"clientName\":\"x\"}");
        emulator.faults().onAll().answer(500);
        http.post("/_emulator/reset", "");
        assertThat(http.get("/_emulator/clients").json().path("clients").size()).isZero();
        assertThat(emulator.counters().received()).isEmpty();
        assertThat(introspect().status()).isEqualTo(200);
    }

    @Test
    @Scenario("N63")
    void rowsAreTakenAsTheyAreReturned() throws Exception {
        String service = "/api/" + emulator.credentials().serviceId();
        JsonNode client =
                http.post(service + "/client/create", "{\"clientName\":\"x\"}").json();
        http.post(
                service + "/auth/token/create",
                "{\"grantType\":\"CLIENT_CREDENTIALS\",\"clientId\":" + client.path("clientId") + "}");
        JsonNode rows = http.get("/_emulator/rows").json();
        String id = rows.at("/rows/0/id").asString();
        http.post("/_emulator/rows", "{\"erase\":[\"" + id + "\"],\"guarded\":false}");
        assertThat(http.get("/_emulator/rows").json().path("rows")).isEmpty();

        Response written = http.post("/_emulator/rows", rows.toString());

        assertThat(written.status()).isEqualTo(200);
        JsonNode again = http.get("/_emulator/rows").json();
        for (String field : List.of("id", "accessTokenHash", "clientId", "grantType")) {
            assertThat(again.at("/rows/0/" + field)).as(field).isEqualTo(rows.at("/rows/0/" + field));
        }
    }

    @Test
    void anUnknownControlIsExplained() throws Exception {
        Response response = http.get("/_emulator/explosion");
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.json().path("error").asString()).contains("GET counters");
    }

    private Response introspect() throws IOException, InterruptedException {
        return http.post(
                "/api/" + emulator.credentials().serviceId() + "/auth/introspection", "{\"token\":\"no-such-token\"}");
    }
}
