package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.api.Options;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What both backends receive: arguments in paths, and the headers of a caller. */
class WireTest {

    private static final String ODD = "a/b?c#d%e f+g&h=ü€😀";
    private static final String ENCODED = "a%2Fb%3Fc%23d%25e%20f%2Bg%26h%3D%C3%BC%E2%82%AC%F0%9F%98%80";

    private Recorder primary;
    private Recorder secondary;
    private DualAuthleteApi api;

    @BeforeEach
    void setUp() {
        primary = new Recorder(Answer.json(404, "{\"resultCode\":\"A001218\",\"resultMessage\":\"No such client.\"}"));
        secondary = new Recorder(Answer.json(
                200,
                "{\"resultCode\":\"A000000\",\"clientId\":4711,\"action\":\"OK\","
                        + "\"responseContent\":\"{\\\"active\\\":false}\"}"));
        api = DualAuthleteApi.builder()
                .primary(backend ->
                        backend.baseUrl(primary.baseUrl()).serviceId("123").accessToken("of-the-service"))
                .secondary(backend -> backend.baseUrl(secondary.baseUrl())
                        .serviceId("123")
                        .apiKey("123")
                        .apiSecret("of-the-service")
                        .ownerApiKey("456")
                        .ownerApiSecret("of-the-owner"))
                .build();
    }

    @AfterEach
    void tearDown() {
        api.close();
        primary.close();
        secondary.close();
    }

    static Stream<Arguments> pathArguments() {
        return Stream.of(
                path("getClient", "/client/get/", api -> api.getClient(ODD)),
                path("refreshClientSecret", "/client/secret/refresh/", api -> api.refreshClientSecret(ODD)),
                path("updateClientSecret", "/client/secret/update/", api -> api.updateClientSecret(ODD, "s")),
                path("updateClientLockFlag", "/client/lock_flag/update/", api -> api.updateClientLockFlag(ODD, true)),
                path("tokenDelete", "/auth/token/delete/", WireTest::deleteToken));
    }

    /** The servers know nothing of a row, so that it is not told that all of it is gone. */
    private static void deleteToken(AuthleteApi api) {
        assertThatThrownBy(() -> api.tokenDelete(ODD)).isInstanceOf(AuthleteApiException.class);
    }

    private static Arguments path(String method, String path, Consumer<AuthleteApi> call) {
        return Arguments.of(method, path, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pathArguments")
    @Scenario("E8")
    void aPathArgumentIsEncoded(String method, String path, Consumer<AuthleteApi> call) {
        call.accept(api);
        assertThat(primary.last().path()).isEqualTo("/api/123" + path + ENCODED);
        assertThat(secondary.last().path()).isEqualTo("/api" + path + ENCODED);
        assertThat(primary.last().query()).isNull();
        assertThat(secondary.last().query()).isNull();
    }

    @Test
    @Scenario("E8")
    void aQueryArgumentIsEncoded() {
        api.getTokenList(ODD, ODD, 0, 5);
        String names = "clientIdentifier=" + ENCODED + "&subject=" + ENCODED;
        assertThat(primary.last().path()).isEqualTo("/api/123/auth/token/get/list");
        assertThat(primary.last().query()).contains(names);
        assertThat(secondary.last().path()).isEqualTo("/api/auth/token/get/list");
        assertThat(secondary.last().query()).contains(names);
    }

    @Test
    @Scenario("E8")
    void aPathArgumentCannotLeadToAnotherPath() {
        api.getClient("..");
        assertThat(primary.last().path()).isEqualTo("/api/123/client/get/%2E%2E");
        assertThat(secondary.last().path()).isEqualTo("/api/client/get/%2E%2E");
    }

    @Test
    @Scenario("E10")
    void headersGoToBothBackends() {
        Map<String, String> headers = new HashMap<>(Map.of("X-Request-Id", "4711", "Accept-Language", "de"));
        Options options = new Options().setHeaders(headers);

        api.getClient("shop", options);

        for (Recorder backend : new Recorder[] {primary, secondary}) {
            assertThat(backend.last().header("X-Request-Id")).isEqualTo("4711");
            assertThat(backend.last().header("Accept-Language")).isEqualTo("de");
        }
        assertThat(options.getHeaders())
                .isEqualTo(headers)
                .isEqualTo(Map.of("X-Request-Id", "4711", "Accept-Language", "de"));

        api.getClient("shop", new Options().setHeaders(Map.of("X-Request-Id", "immutable")));
        assertThat(secondary.last().header("X-Request-Id")).isEqualTo("immutable");
        api.getClient("shop");
        assertThat(secondary.last().headers()).doesNotContainKey("X-Request-Id");
    }

    @Test
    @Scenario("E10")
    void headersReplaceNeitherCredentialsNorFraming() {
        api.getClient("shop");
        Request first = primary.last();
        Request second = secondary.last();
        Map<String, String> headers = new HashMap<>();
        for (String name : new String[] {
            "AUTHORIZATION",
            "Proxy-Authorization",
            "Cookie",
            "DPoP",
            "Host",
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade",
            "content-length",
            "Content-Type",
            "Accept",
            "Expect"
        }) {
            headers.put(name, "of-the-caller");
        }

        api.getClient("shop", new Options().setHeaders(headers));

        assertThat(primary.count()).isEqualTo(2);
        assertThat(primary.last().headers()).isEqualTo(first.headers());
        assertThat(primary.last().header("Authorization")).isEqualTo("Bearer of-the-service");
        assertThat(secondary.count()).isEqualTo(2);
        assertThat(secondary.last().headers()).isEqualTo(second.headers());
        assertThat(secondary.last().header("Authorization")).startsWith("Basic ");
    }

    @Test
    @Scenario("E10")
    void aHeaderThatHttpDoesNotAllowIsRefused() {
        Options options = new Options().setHeaders(Map.of("X-Request-Id", "1\r\nAuthorization: Bearer of-the-caller"));
        assertThatThrownBy(() -> api.getClient("shop", options)).isInstanceOf(AuthleteApiException.class);
        assertThat(primary.count() + secondary.count()).isZero();
    }
}
