package dev.dualclient.sample.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What operators see of the running server, and what it asks them before they change something. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.test.metrics.export=true")
class OperatorTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern LINK = Pattern.compile("href=\"(/actuator/[^\"]*)\"");
    private static final String EXPLAIN = "{\"operation\":\"auth-introspection\",\"token\":\"a-token-to-ask-about\"}";

    @LocalServerPort
    int port;

    @Test
    void everyLinkOfTheStartPageLeadsToSomething() throws Exception {
        String page = send("GET", "/", null, null).body();

        assertThat(LINK.matcher(page).results().map(link -> link.group(1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(path ->
                        assertThat(send("GET", path, null, null).statusCode()).isEqualTo(200));
    }

    @Test
    void theConsoleIsForTheOperator() throws Exception {
        assertThat(send("GET", "/", null, null).body()).contains("href=\"/dual-client\"");
        assertThat(send("GET", "/dual-client", null, null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/dual-client", null, "operator:a-wrong-secret").statusCode())
                .isEqualTo(401);
        assertThat(send("GET", "/dual-client", null, "operator:operator-secret-of-tests")
                        .body())
                .contains("Can 2.3 be switched off?");
        assertThat(send("GET", "/dual-client/state", null, "operator:operator-secret-of-tests")
                        .body())
                .contains("\"circuit\":\"closed\"", "\"allowChanges\":true");
    }

    @Test
    void theHealthIsTold() throws Exception {
        assertThat(send("GET", "/actuator/health", null, null).body())
                .contains("\"dualclient\":{", "\"custodyStore\":\"UP\"", "\"circuit\":\"CLOSED\"");
    }

    @Test
    void theOperatorAloneMayAskAndChange() throws Exception {
        assertThat(send("POST", "/actuator/dualclient/explain", EXPLAIN, null).statusCode())
                .isEqualTo(401);
        assertThat(send("POST", "/actuator/dualclient/explain", EXPLAIN, "operator:a-wrong-secret")
                        .statusCode())
                .isEqualTo(401);
        assertThat(send("DELETE", "/actuator/dualclient/outbox/4711?reason=none", null, null)
                        .statusCode())
                .isEqualTo(401);

        HttpResponse<String> told =
                send("POST", "/actuator/dualclient/explain", EXPLAIN, "operator:operator-secret-of-tests");
        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(told.body())
                .contains("\"asked\":[\"primary\"]", "this backend leads at this stage")
                .doesNotContain("a-token-to-ask-about");
    }

    @Test
    void aBodyThatIsNoJsonIsTheCallersFault() throws Exception {
        assertThat(send("POST", "/actuator/dualclient/explain", "{\"operation\":", "operator:operator-secret-of-tests")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatCountsFromTheFirstTimeOnIsThereBeforeIt() throws Exception {
        assertThat(send("GET", "/actuator/prometheus", null, null).body())
                .contains(
                        "dualclient_losses_total{credential=\"refresh-token\"} 0.0",
                        "dualclient_kills_total{result=\"pending\"} 0.0",
                        "dualclient_stage{stage=\"primary-first\"} 1.0",
                        "dualclient_outbox_rows{backend=\"secondary\",blocking=\"true\"} 0.0");
    }

    private HttpResponse<String> send(String method, String path, String json, String operator) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (operator != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(operator.getBytes(StandardCharsets.UTF_8)));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
