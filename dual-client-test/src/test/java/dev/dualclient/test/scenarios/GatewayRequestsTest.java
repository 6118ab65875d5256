package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.gateway.Caller;
import dev.dualclient.test.gateway.Gateway;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests the gateway forwards, and which never. */
@DualClientTest
class GatewayRequestsTest extends Scene {

    private static final int LIMIT = 1000;

    private DualAuthleteApi api;
    private Gateway gateway;
    private Caller caller;

    @BeforeEach
    void setUp() {
        api = nodes.start();
        gateway = Gateway.over(
                api.dualClient(),
                settings -> settings.maxBodySize(LIMIT)
                        .serviceId(emulators.primary().credentials().serviceId()));
        caller = gateway.caller();
    }

    @AfterEach
    void tearDown() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/auth",
                "/auth/",
                "/auth/token/",
                "//auth/token",
                "/auth//token",
                "/auth/tokens",
                "/AUTH/token",
                "/auth/token;x=1",
                "/auth;x/token",
                "/auth/%74oken/more",
                "/client/get/",
                "/client/get/%2e%2e",
                "/vci/nonce", // not in 2.3
                "/123/auth/token", // another service
                "/123/vci/nonce",
                "/client/get/a%2Fb",
                "/client/get/a%2fb",
                "/client/get/a%5Cb",
                "/auth/../client/get/list",
                "/auth/%2e%2e/client/get/list",
                "/..%2fapi/auth/token",
                "/x/..;/auth/token"
            })
    @Scenario("E5")
    void anOddPathIsNotForwarded(String path) {
        for (String method : List.of("GET", "POST", "DELETE")) {
            refused(caller.send(method, "/api" + path, method.equals("POST") ? "{}" : null));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../api/auth/token",
                "/api/../../api/auth/token",
                "/%61pi/auth/token",
                "/api;x/auth/token",
                "/api/client/get/..%00",
                "/api/client/get/%ff"
            })
    @Scenario("E5")
    void whatTheContainerActsOnIsNotForwarded(String path) {
        int status = caller.post(path, "{}").statusCode();
        assertThat(status).isBetween(400, 499);
        assertThat(emulators.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/auth/token, POST",
        "PUT, /api/auth/token, POST",
        "HEAD, /api/client/get/list, GET",
        "OPTIONS, /api/client/get/list, GET",
        "TRACE, /api/client/get/list, GET",
        "POST, /api/client/delete/1, DELETE",
        "PROPFIND, /api/21653835348762/client/granted_scopes/get/1, 'GET, POST'"
    })
    @Scenario("E5")
    void anotherMethodIsNotForwarded(String method, String path, String allowed) {
        HttpResponse<String> answer = caller.send(method, path, null);
        assertThat(answer.statusCode()).isEqualTo(405);
        if (!method.equals("TRACE")) { // which the container refuses
            assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
        }
        assertThat(emulators.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Scenario("E5")
    void aLargeBodyIsNotForwarded(boolean form) {
        String type = form ? "application/x-www-form-urlencoded" : "application/json";
        String fits = form ? "token=" : "{\"token\":\"\"}";
        String body = form
                ? fits + "x".repeat(LIMIT - fits.length())
                : "{\"token\":\"" + "x".repeat(LIMIT - fits.length()) + "\"}";
        assertThat(caller.post("/api/auth/introspection", body, "Content-Type", type)
                        .statusCode())
                .isEqualTo(200);
        emulators.mark();

        HttpResponse<String> answer =
                caller.post("/api/auth/introspection", body.replace("xx", "xxx"), "Content-Type", type);
        assertThat(answer.statusCode()).isEqualTo(413);
        refused(answer);
        answer = gateway.caller().chunked("/api/auth/introspection", body + " ");
        assertThat(answer.statusCode()).isEqualTo(413);
        refused(answer);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "{",
                "nothing",
                "\"text\"",
                "1",
                "null",
                "{} {}",
                "{\"token\":\"a\",\"token\":\"b\"}",
                "{'token':'a'}",
                "{\"token\":\"a\",}",
                "[".repeat(400));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    @Scenario("E5")
    void aMalformedBodyIsNotForwarded(String body) {
        HttpResponse<String> answer = caller.post("/api/auth/introspection", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        refused(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x"})
    void aBodyOfAnotherTypeIsNotForwarded(String type) {
        HttpResponse<String> answer = caller.post("/api/auth/introspection", "{}", "Content-Type", type);
        assertThat(answer.statusCode()).isEqualTo(415);
        refused(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=%zz", "token=a&token=b", "token=%"})
    void aMalformedFormIsNotForwarded(String form) {
        HttpResponse<String> answer = caller.post(
                "/api/auth/introspection", form, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        assertThat(answer.statusCode()).isEqualTo(400);
        refused(answer);
    }

    @Test
    void everyMethodAndPathOfEitherVersionIsTheOperationThatItStandsFor() {
        List<CallEvent> told = new CopyOnWriteArrayList<>();
        try (DualAuthleteApi listening = emulators.api().listener(told::add).build();
                Gateway listened = Gateway.over(listening.dualClient())) {
            Map<String, String> paths = new LinkedHashMap<>();
            for (Operation operation : Catalogue.operations()) {
                paths.put(operation.method() + " " + operation.primaryPath(), operation.id());
                if (operation.secondaryPath() != null) {
                    paths.put(operation.method() + " " + operation.secondaryPath(), operation.id());
                }
                operation.aliases().forEach(alias -> paths.put(alias.method() + " " + alias.path(), operation.id()));
            }
            paths.keySet().forEach(path -> {
                String[] methodAndPath = path.replaceAll("\\{\\w+}", "4711").split(" ");
                String body = methodAndPath[0].matches("POST|PUT") ? "{}" : null;
                listened.caller().send(methodAndPath[0], methodAndPath[1], body);
            });
            assertThat(told)
                    .extracting(CallEvent::operation)
                    .containsExactlyElementsOf(paths.values())
                    .containsAll(
                            Catalogue.operations().stream().map(Operation::id).toList());
        }
    }

    private void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).matches("\\{\"resultCode\":\"A000201\",\"resultMessage\":\"\\[A000201] .+\"}");
        assertThat(emulators.calls()).hasToString("0/0");
    }

    /** A service that the path names must be the one that is served; nothing else is known of it here. */
    @Test
    void withoutAServiceIdAnyIsTaken() {
        try (Gateway any = Gateway.over(api.dualClient())) {
            assertThat(any.caller()
                            .post("/api/123/auth/introspection", "{\"token\":\"x\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
