package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.gateway.Caller;
import dev.dualclient.test.gateway.Gateway;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway makes of a request on its way to both backends, and of an answer on its way back. */
class GatewayWireTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    /** Odd on purpose: a server that parsed and wrote it again would change it. */
    private static final String BODY = "{ \"resultCode\":\"A000000\",\n\t\"n\" : 1.50, \"u\":\"\\u00e9é\" }\n";

    private static final String ODD = "%3Fc%23d%25e%20f%2Bg%26h%3D%C3%BC%E2%82%AC%F0%9F%98%80";

    private Recorder primary;
    private Recorder secondary;
    private DualAuthleteApi api;
    private Gateway gateway;
    private Caller caller;

    @BeforeEach
    void setUp() {
        primary = new Recorder(Answer.json(404, "{\"resultCode\":\"A001218\",\"resultMessage\":\"No such client.\"}"));
        secondary = new Recorder(Answer.json(200, BODY)
                .with("X-Rate-Limit", "7")
                .with("Set-Cookie", "session=secret")
                .with("Server", "Authlete")
                .with("Keep-Alive", "timeout=5"));
        api = DualAuthleteApi.builder()
                .primary(backend ->
                        backend.baseUrl(primary.baseUrl()).serviceId("123").accessToken("of-the-service"))
                .secondary(backend ->
                        backend.baseUrl(secondary.baseUrl()).apiKey("123").apiSecret("of-the-service"))
                .build();
        gateway = Gateway.over(api.dualClient());
        caller = gateway.caller();
    }

    @AfterEach
    void tearDown() {
        gateway.close();
        api.close();
        primary.close();
        secondary.close();
    }

    @Test
    void theAnswerThatCountsIsPassedOnByteForByte() {
        HttpResponse<String> answer = caller.get("/api/client/get/1");

        assertThat(primary.count()).isOne();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(BODY);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(secondaryType());
        assertThat(answer.headers().firstValue("X-Rate-Limit")).hasValue("7");
        assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "server", "keep-alive");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    private static String secondaryType() {
        return Answer.json(200, "").headers().get("Content-Type");
    }

    @Test
    void theRequestIsPassedOnByteForByte() {
        String body = " {\"subject\" :\"jöhn\",\n\"x\":1.50}";
        caller.post("/api/client/authorization/get/list", body);
        for (Recorder backend : List.of(primary, secondary)) {
            assertThat(new String(backend.last().body(), StandardCharsets.UTF_8))
                    .isEqualTo(body);
            assertThat(backend.last().header("Content-Type")).isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/client/get/", "/api/123/client/get/"})
    @Scenario("E8")
    void aPathArgumentIsEncoded(String path) {
        caller.get(path + ODD);
        assertThat(primary.last().path()).isEqualTo("/api/123/client/get/" + ODD);
        assertThat(secondary.last().path()).isEqualTo("/api/client/get/" + ODD);
    }

    @Test
    @Scenario("E8")
    void aQueryArgumentIsEncoded() {
        caller.get("/api/auth/token/get/list?clientIdentifier=" + ODD + "&subject=a+b%2F&start=0");
        String query = "clientIdentifier=" + ODD + "&subject=a%20b%2F&start=0";
        assertThat(primary.last().query()).isEqualTo(query);
        assertThat(secondary.last().query()).isEqualTo(query);
    }

    @Test
    @Scenario({"E4", "E10"})
    void whatConcernsTheCallerAloneStaysHere() {
        caller.get(
                "/api/client/get/1",
                "X-Request-Id",
                "4711",
                "Cookie",
                "session=secret",
                "DPoP",
                "proof",
                "Proxy-Authorization",
                "Basic secret",
                "If-None-Match",
                "\"tag\"",
                "X-HTTP-Method-Override",
                "DELETE",
                "X-Original-URL",
                "/api/client/delete/1");
        for (Request request : List.of(primary.last(), secondary.last())) {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.header("X-Request-Id")).isEqualTo("4711");
            assertThat(request.headers())
                    .doesNotContainKeys(
                            "Cookie",
                            "DPoP",
                            "Proxy-Authorization",
                            "If-None-Match",
                            "X-HTTP-Method-Override",
                            "X-Original-URL");
            assertThat(request.headers().toString()).doesNotContain(Gateway.SECRET);
        }
        assertThat(primary.last().header("Authorization")).isEqualTo("Bearer of-the-service");
        assertThat(secondary.last().header("Authorization")).isEqualTo(Caller.basic("123", "of-the-service"));
    }

    static Stream<Arguments> sameRequests() {
        return Stream.of(
                same("POST", "/auth/introspection", "token=t&scopes=a+b", "{'token':'t','scopes':['a','b']}"),
                same("POST", "/auth/introspection", "token=t&scopes=a&scopes=b", "{'token':'t','scopes':['a','b']}"),
                same(
                        "POST",
                        "/auth/authorization",
                        "parameters=state%3Da%2526b%26x%3Dy",
                        "{'parameters':'state=a%26b&x=y'}"),
                same("GET", "/client/granted_scopes/get/1?subject=j%C3%B6hn", null, "{'subject':'jöhn'}"),
                same("DELETE", "/client/granted_scopes/delete/1?subject=john", null, "{'subject':'john'}"),
                same("DELETE", "/client/authorization/delete/1?subject=john", null, "{'subject':'john'}"),
                same("GET", "/client/authorization/get/list?subject=john&end=9", null, "{'subject':'john','end':'9'}"));
    }

    private static Arguments same(String method, String path, String form, String json) {
        return Arguments.of(method, path, form, json.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("sameRequests")
    void aFormOrAQueryIsSentAsTheJsonThatItMeans(String method, String path, String form, String json) {
        for (String style : List.of("/api", "/api/123")) {
            caller.send(method, style + path, form, "Content-Type", FORM);
            for (Recorder backend : List.of(primary, secondary)) {
                assertThat(backend.last().method()).isEqualTo("POST");
                assertThat(backend.last().query()).isNull();
                assertThat(JsonMapper.shared().readTree(backend.last().body()))
                        .isEqualTo(JsonMapper.shared().readTree(json));
            }
        }
    }

    @Test
    void aSubjectInThePathIsTheSubject() {
        caller.send("DELETE", "/api/123/client/granted_scopes/delete/1/j%C3%B6hn", null);
        for (Recorder backend : List.of(primary, secondary)) {
            assertThat(backend.last().path()).endsWith("/client/granted_scopes/delete/1");
            assertThat(new String(backend.last().body(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"subject\":\"jöhn\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"/api, /api", "/authlete/api, /authlete/api", "/authlete, /authlete/api", "'', /api"})
    void itMayBeMountedAnywhere(String mapping, String base) {
        try (Gateway elsewhere = Gateway.at(mapping, api.dualClient(), settings -> {})) {
            elsewhere.caller().get(base + "/client/get/1");
            assertThat(secondary.last().path()).isEqualTo("/api/client/get/1");
            elsewhere.caller().get(base + "/123/client/get/2");
            assertThat(secondary.last().path()).isEqualTo("/api/client/get/2");
        }
    }

    @Test
    void whereNoAnswerCountsItSaysHowEachBackendFailed() {
        primary.close();
        secondary.close();
        HttpResponse<String> answer = caller.get("/api/client/get/1");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body())
                .isEqualTo("{\"resultCode\":\"A000102\",\"resultMessage\":\"[A000102] Server Error: client-get is"
                        + " temporarily unavailable: primary UNAVAILABLE (not connected),"
                        + " secondary UNAVAILABLE (not connected)\"}");
    }
}
