package dev.dualclient.http;

import static dev.dualclient.http.Calls.get;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.operation;
import static dev.dualclient.http.Calls.post;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.http.RawServer.Request;
import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches the wire. */
class HttpRequestTest {

    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = RawServer.answering(RawServer.json("{}"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Request sent(ApiCall call) {
        return sent(primary(server.url()), call);
    }

    private Request sent(BackendSettingsBuilder settings, ApiCall call) {
        assertThat(once(settings, call, Calls.ample())).isInstanceOf(Reply.Answered.class);
        assertThat(server.requests).hasSize(1);
        return server.requests.get(0);
    }

    private BackendSettingsBuilder secondary() {
        return BackendSettings.secondary().baseUrl(server.url());
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static ApiCall needing(ApiCredentials credentials) {
        return ApiCall.of(operation("some-operation", "GET", "/some", credentials))
                .build();
    }

    @ParameterizedTest
    @Scenario("E8")
    @CsvSource(quoteCharacter = '`', textBlock = """
                    a/b?c#d%e    , a%2Fb%3Fc%23d%25e
                    `with blank` , with%20blank
                    a+b&c=d;e    , a%2Bb%26c%3Dd%3Be
                    küche-日本    , k%C3%BCche-%E6%97%A5%E6%9C%AC
                    .            , %2E
                    ..           , %2E%2E
                    ...          , ...
                    ../../x      , ..%2F..%2Fx
                    plain-._~1   , plain-._~1
                    """)
    void pathArgumentsAreEncoded(String argument, String onTheWire) {
        Request request =
                sent(get("/client/get/{clientId}").path("clientId", argument).build());
        assertThat(request.line()).isEqualTo("GET /api/77/client/get/" + onTheWire + " HTTP/1.1");
    }

    @Test
    @Scenario("E8")
    void lineBreaksInPathArgumentsAreEncoded() {
        Request request = sent(get("/client/get/{clientId}")
                .path("clientId", "x HTTP/1.1\r\nX-Evil: 1")
                .build());
        assertThat(request.target()).isEqualTo("/api/77/client/get/x%20HTTP%2F1.1%0D%0AX-Evil%3A%201");
        assertThat(request.header("x-evil")).isEmpty();
    }

    @Test
    void queryParametersAreEncodedAndKeepTheirOrder() {
        Request request = sent(get("/auth/token/get/list")
                .query("subject", "jöhn & co?")
                .query("clientIdentifier", "a=b")
                .query("subject", "")
                .build());
        assertThat(request.target())
                .isEqualTo(
                        "/api/77/auth/token/get/list?subject=j%C3%B6hn%20%26%20co%3F&clientIdentifier=a%3Db&subject=");
    }

    @Test
    void aServiceIdOfTheCallDoesNotReplaceThatOfTheSettings() {
        Request request = sent(get("/client/get/list").path("serviceId", "78").build());
        assertThat(request.target()).isEqualTo("/api/77/client/get/list");
    }

    @Test
    void aCallThatLacksAPathVariableIsAMistakeOfTheCaller() {
        try (HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            ApiCall call = get("/client/get/{clientId}").build();
            assertThatThrownBy(() -> backend.send(call, Calls.ample()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("client-get needs the path variable clientId");
        }
        assertThat(server.connections).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void aBaseUrlMayHaveAPathAndASlashAtItsEnd(String end) {
        Request request = sent(
                primary(server.url() + "/authlete%20eu" + end),
                get("/client/get/list").build());
        assertThat(request.target()).isEqualTo("/authlete%20eu/api/77/client/get/list");
        assertThat(request.header("host")).containsExactly("127.0.0.1:" + server.port());
    }

    @Test
    void aBodyIsJsonInUtf8AndSentAsItIs() {
        Request request = sent(post("/auth/token/issue")
                .body("{\"subject\":\"jöhn\",\"x\":null}")
                .build());
        assertThat(request.line()).isEqualTo("POST /api/77/auth/token/issue HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"subject\":\"jöhn\",\"x\":null}");
        assertThat(request.header("content-type")).containsExactly("application/json");
        assertThat(request.header("content-length")).containsExactly("28");
        assertThat(request.header("accept")).containsExactly("application/json");
        assertThat(request.header("transfer-encoding")).isEmpty();
    }

    @Test
    void aPostWithoutABodySaysSo() {
        Request request = sent(post("/vci/nonce").build());
        assertThat(request.header("content-length")).containsExactly("0");
        assertThat(request.header("content-type")).isEmpty();
    }

    @Test
    void aLargeBodyArrivesWhole() {
        String body = "{\"parameters\":\"" + "x".repeat(300_000) + "\"}";
        assertThat(sent(post("/auth/token").body(body).build()).body()).isEqualTo(body);
    }

    @Test
    void thePrimaryIsAskedWithItsAccessToken() {
        assertThat(sent(needing(ApiCredentials.SERVICE)).header("authorization"))
                .containsExactly("Bearer " + Calls.TOKEN);
    }

    @Test
    void thePrimaryKnowsNoOwnersKey() {
        assertThat(sent(needing(ApiCredentials.OWNER)).header("authorization"))
                .containsExactly("Bearer " + Calls.TOKEN);
    }

    @Test
    void anOperationThatTakesNoCredentialsGetsNone() {
        assertThat(sent(needing(ApiCredentials.NONE)).header("authorization")).isEmpty();
    }

    @Test
    void theSecondaryIsAskedWithTheServicesKey() {
        Request request = sent(secondary().apiKey("key").apiSecret("sec:ret"), needing(ApiCredentials.SERVICE));
        assertThat(request.target()).isEqualTo("/api/some");
        assertThat(request.header("authorization")).containsExactly(basic("key:sec:ret"));
    }

    @Test
    void theSecondaryIsAskedWithTheOwnersKeyWhereTheOwnerHasTo() {
        Request request = sent(
                secondary()
                        .apiKey("key")
                        .apiSecret("secret")
                        .ownerApiKey("owner")
                        .ownerApiSecret("owners"),
                needing(ApiCredentials.OWNER));
        assertThat(request.header("authorization")).containsExactly(basic("owner:owners"));
    }

    @Test
    void withoutAnOwnersKeyTheServicesKeyIsTried() {
        Request request = sent(secondary().apiKey("key").apiSecret("secret"), needing(ApiCredentials.OWNER));
        assertThat(request.header("authorization")).containsExactly(basic("key:secret"));
    }

    @Test
    void aSecondaryThatHasOnlyAnAccessTokenIsAskedWithIt() {
        Request request = sent(secondary().accessToken("token-2.3"), needing(ApiCredentials.SERVICE));
        assertThat(request.header("authorization")).containsExactly("Bearer token-2.3");
    }

    @Test
    @Scenario("E10")
    void callersHeadersCannotReplaceOurs() {
        ApiCall.Builder call =
                get("/client/get/list").header("X-Request-Id", "r1").header("Accept-Language", "de");
        for (String reserved : List.of(
                "AUTHORIZATION",
                "accept",
                "Content-Type",
                "content-LENGTH",
                "Host",
                "Connection",
                "Keep-Alive",
                "Transfer-Encoding",
                "TE",
                "Trailer",
                "Upgrade",
                "Proxy-Authorization",
                "proxy-anything",
                "Cookie",
                "Expect",
                "DPoP",
                "Accept-Encoding")) {
            call.header(reserved, "evil");
        }
        Request request = sent(call.build());
        assertThat(request.header("x-request-id")).containsExactly("r1");
        assertThat(request.header("accept-language")).containsExactly("de");
        assertThat(request.header("authorization")).containsExactly("Bearer " + Calls.TOKEN);
        assertThat(request.header("accept")).containsExactly("application/json");
        assertThat(request.headers()).noneMatch(header -> header.contains("evil"));
    }

    @ParameterizedTest
    @Scenario("E10")
    @CsvSource({"X-A, 'secret\r\nX-Evil: 1'", "X-A, 'secret\n'", "'X-secret: 1\r\nX-Evil', v", "'', secret"})
    void headersThatHttpDoesNotAllowAreRefused(String name, String value) {
        assertThatThrownBy(() -> get("/client/get/list").header(name, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a header has characters that HTTP does not allow: "
                        + "remove line breaks and control characters");
    }

    @Test
    void charactersThatDoNotFitIntoAHeaderDoNotSplitIt() {
        Request request = sent(
                get("/client/get/list").header("X-A", "\u010d\u010aX-Evil: 1").build());
        assertThat(request.header("x-evil")).isEmpty();
        assertThat(request.header("x-a")).hasSize(1);
    }
}
