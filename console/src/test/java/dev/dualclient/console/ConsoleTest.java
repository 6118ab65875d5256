package dev.dualclient.console;

import static dev.dualclient.console.ConsoleApplication.CLERK;
import static dev.dualclient.console.ConsoleApplication.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console over HTTP: who may see it, what it tells, and what it does. */
class ConsoleTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private static Emulators emulators;
    private static ConsoleApplication application;

    @BeforeAll
    static void start() {
        emulators = Emulators.start();
        application = new ConsoleApplication(emulators);
    }

    @AfterAll
    static void stop() {
        application.close();
        emulators.close();
    }

    private static JsonNode state() {
        HttpResponse<String> response = application.get("/state", "Authorization", OPERATOR);
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    /** Opens the page as a browser would, for the session and the token against forged requests. */
    private static String[] session() {
        HttpResponse<String> page = application.get("", "Authorization", OPERATOR);
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        return new String[] {"Authorization", OPERATOR, "Cookie", cookie, "X-CSRF-TOKEN", token.group(1)};
    }

    private static HttpResponse<String> act(String body) {
        return application.post("/act", body, session());
    }

    @ParameterizedTest
    @Scenario("L5")
    @ValueSource(strings = {"", "/state", "/events", "/console.js", "/act", "/no-such-page"})
    void whoHasNoRoleGetsNothing(String path) {
        HttpResponse<String> nobody = application.get(path);
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.body()).doesNotContain("stage", "circuit", "Dual Client");
        HttpResponse<String> clerk = application.get(path, "Authorization", CLERK);
        assertThat(clerk.statusCode()).isEqualTo(403);
        assertThat(clerk.body()).doesNotContain("stage", "circuit", "Dual Client");
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        HttpResponse<String> page = application.get("", "Authorization", OPERATOR);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("default-src 'self'", "frame-ancestors 'none'"));
        assertThat(page.body()).doesNotContain("http://", "https://", "style=", "onclick", "<script>", "{{");
        for (String file : List.of("/console.css", "/console.js", "/uplot.css", "/uplot.js")) {
            assertThat(page.body()).contains("\"/dual-client" + file + "\"");
            assertThat(application.get(file, "Authorization", OPERATOR).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void behindAProxyThePageNamesItsFilesAsTheProxyDoes() {
        try (ConsoleApplication behind =
                new ConsoleApplication(emulators, "server.forward-headers-strategy=framework")) {
            HttpResponse<String> page = behind.get("", "Authorization", OPERATOR, "X-Forwarded-Prefix", "/operators");
            assertThat(page.body())
                    .contains("src=\"/operators/dual-client/console.js\"", "content=\"/operators/dual-client\"");
        }
    }

    @Test
    @Scenario("L6")
    void anotherOriginMayNotAskToSendARequest() {
        HttpResponse<String> preflight = application.send(
                HttpRequest.newBuilder(application.url("/act")).method("OPTIONS", HttpRequest.BodyPublishers.noBody()),
                "Origin",
                "https://elsewhere.example.com",
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");
        assertThat(preflight.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void carryOverAndRepairsAreSteeredAsByTheActuator() {
        HttpResponse<String> pause = act("{\"do\":\"carry-over\",\"action\":\"pause\",\"reason\":\"a test\"}");
        assertThat(pause.statusCode()).isEqualTo(400);
        assertThat(pause.body()).contains("set dual-client.carry-over.enabled to true");
        HttpResponse<String> apply = act("{\"do\":\"inventory\",\"action\":\"repair-secrets\",\"dryRun\":false,"
                + "\"plan\":\"no-such-plan\",\"reason\":\"a test\"}");
        assertThat(apply.statusCode()).isEqualTo(409);
        assertThat(state().at("/carry-over/state").asString()).isEqualTo("off");
    }

    @Test
    @Scenario("L1")
    void aCallThatFallsBackIsShown() {
        TestClient client = emulators.client().atSecondary();
        String token = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
        application.api().introspection(new IntrospectionRequest().setToken(token));
        JsonNode decision = state().path("decisions").path(0);
        assertThat(decision.path("operation").asString()).isEqualTo("auth-introspection");
        assertThat(decision.path("answeredBy").asString()).isEqualTo("secondary");
        await().atMost(LONG).until(() -> sum(state().at("/traffic/quarterOfAnHour"), Answered.SECONDARY) > 0);
        assertThat(state().toString()).doesNotContain(token);
    }

    @Test
    @Scenario("L14")
    void everyScanAddsWhatOnlyTheSecondaryHolds() {
        int before = state().at("/readiness/remaining").size();
        emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(emulators.client().atBoth().id()));

        assertThat(act("{\"do\":\"readiness\",\"scan\":true,\"reason\":\"a look\"}")
                        .statusCode())
                .isEqualTo(200);

        JsonNode curve = state().at("/readiness/remaining");
        JsonNode last = curve.path(curve.size() - 1);
        assertThat(curve.size()).isGreaterThan(before);
        assertThat(last.path("rows").asLong()).isPositive();
        assertThat(last.path("unread").asLong()).isZero();
        assertThat(last.path("at").asString())
                .isEqualTo(state().at("/readiness/lastScan").asString());
    }

    private static long sum(JsonNode points, Answered answered) {
        long sum = 0;
        for (JsonNode point : points) {
            sum += point.path(answered.ordinal()).asLong();
        }
        return sum;
    }

    @Test
    void eventsAreWholeSnapshots() throws Exception {
        HttpURLConnection events =
                (HttpURLConnection) application.url("/events").toURL().openConnection();
        events.setRequestProperty("Authorization", OPERATOR);
        events.setReadTimeout((int) LONG.toMillis());
        try (InputStream in = events.getInputStream()) {
            assertThat(events.getContentType()).startsWith("text/event-stream");
            String event = line(in);
            assertThat(event).startsWith("data: {");
            JsonNode snapshot = JsonMapper.shared().readTree(event.substring("data: ".length()));
            assertThat(snapshot.at("/status/backends/primary/circuit").asString())
                    .isEqualTo("closed");
            assertThat(snapshot.path("node").asString()).isNotEmpty();
        } finally {
            events.disconnect();
        }
    }

    @Test
    @Scenario("L7")
    void anOpenPageDoesNotHoldUpTheEndOfTheServer() throws Exception {
        ConsoleApplication ending =
                new ConsoleApplication(emulators, "spring.lifecycle.timeout-per-shutdown-phase=10m");
        HttpURLConnection events =
                (HttpURLConnection) ending.url("/events").toURL().openConnection();
        events.setRequestProperty("Authorization", OPERATOR);
        events.setReadTimeout((int) LONG.toMillis());
        try (InputStream in = events.getInputStream()) {
            line(in);
            assertTimeoutPreemptively(LONG, ending::close);
        } finally {
            events.disconnect();
        }
    }

    private static String line(InputStream in) throws Exception {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    @Test
    @Scenario("L8")
    void pagesAreBounded() throws Exception {
        List<Socket> pages = new ArrayList<>();
        try {
            for (int i = 0; i < Console.MOST_PAGES; i++) {
                pages.add(open());
            }
            await().atMost(LONG).until(() -> application.bean(Console.class).pages() == Console.MOST_PAGES);
            HttpResponse<String> oneMore = application.get("/events", "Authorization", OPERATOR);
            assertThat(oneMore.statusCode()).isEqualTo(503);
            assertThat(oneMore.headers().firstValue("Retry-After")).isPresent();
        } finally {
            for (Socket page : pages) {
                page.close();
            }
        }
        await().atMost(LONG).until(() -> application.bean(Console.class).pages() == 0);
    }

    private static Socket open() throws Exception {
        Socket socket = new Socket("127.0.0.1", application.url("").getPort());
        socket.getOutputStream()
                .write(("GET /dual-client/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: " + OPERATOR
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    @Scenario("L6")
    void aForgedRequestChangesNothing() {
        Stage before = application.api().dualClient().stage();
        String change = "{\"do\":\"stage\",\"stage\":\"shadow\",\"reason\":\"forged\"}";
        assertThat(application.post("/act", change, "Authorization", OPERATOR).statusCode())
                .isEqualTo(403);
        String[] session = session();
        HttpResponse<String> form = application.send(
                HttpRequest.newBuilder(application.url("/act"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString(change)),
                session);
        assertThat(form.statusCode()).isEqualTo(415);
        assertThat(application.get("/act", "Authorization", OPERATOR).statusCode())
                .isEqualTo(405);
        assertThat(application.api().dualClient().stage()).isEqualTo(before);
    }

    @Test
    void theStageIsChangedAsByTheActuator() {
        HttpResponse<String> preview =
                act("{\"do\":\"stage\",\"stage\":\"secondary-first\",\"reason\":\"a test\",\"dryRun\":true}");
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        assertThat(application.api().dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
        assertThat(act("{\"do\":\"stage\",\"stage\":\"secondary-first\",\"reason\":\"a test\"}")
                        .statusCode())
                .isEqualTo(200);
        try {
            assertThat(application.api().dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);
            assertThat(state().at("/status/stages/lastChange/by").asString()).isEqualTo("operator");
        } finally {
            act("{\"do\":\"stage\",\"stage\":\"primary-first\",\"reason\":\"the test is over\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'{\"do\":\"stage\",\"stge\":\"shadow\",\"reason\":\"x\"}' | 400 | did you mean stage",
                "'{\"do\":\"stage\",\"stage\":\"shadow\"}' | 400 | reason is missing",
                "'{\"do\":\"nothing\"}' | 400 | there is no such action",
                "'{\"stage\":\"shadow\"}' | 400 | do is missing",
                "'[]' | 400 | JSON object",
                "'{\"do\":\"retry\",\"id\":\"no-such-row\"}' | 404 | no such row",
            })
    void whatCannotBeDoneIsTold(String body, int status, String message) {
        HttpResponse<String> response = act(body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JsonMapper.shared().readTree(response.body()).path("error").asString())
                .contains(message);
    }

    @Test
    void explainAsksNobody() {
        emulators.mark();
        HttpResponse<String> response = act("{\"do\":\"explain\",\"operation\":\"auth-introspection\"}");
        assertThat(JsonMapper.shared().readTree(response.body()).path("because").asString())
                .isNotEmpty();
        assertThat(emulators.calls().of("auth-introspection")).hasToString("0/0");
    }
}
