package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.gateway.GatewayServletBuilder;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.gateway.Caller;
import dev.dualclient.test.gateway.Gateway;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call the gateway. */
@DualClientTest
class GatewayCallersTest extends Scene {

    private static final String CALL = "/api/auth/introspection";
    private static final String TOKEN = "{\"token\":\"nobodys\"}";

    private DualAuthleteApi api;
    private Gateway gateway;

    @BeforeEach
    void setUp() {
        api = nodes.start();
        gateway = Gateway.over(
                api.dualClient(), settings -> settings.caller("another", "another:secret-with~odd/characters"));
    }

    @AfterEach
    void tearDown() {
        gateway.close();
    }

    static Stream<String> right() {
        return Stream.of(
                Caller.basic(Gateway.USER, Gateway.SECRET),
                "Bearer " + Gateway.SECRET,
                "bearer  " + Gateway.SECRET,
                Caller.basic("another", "another:secret-with~odd/characters"),
                "Bearer another:secret-with~odd/characters");
    }

    @ParameterizedTest
    @MethodSource("right")
    void aCallerIsServed(String authorization) {
        assertThat(gateway.caller(authorization).post(CALL, TOKEN).statusCode()).isEqualTo(200);
        assertThat(emulators.calls()).hasToString("1/1");
    }

    static Stream<String> wrong() {
        return Stream.of(
                Caller.basic(Gateway.USER, "wrong"),
                Caller.basic(Gateway.USER, ""),
                Caller.basic("nobody", Gateway.SECRET),
                Caller.basic(Gateway.USER, "another:secret-with~odd/characters"), // another's
                Caller.basic("", Gateway.SECRET),
                "Bearer wrong",
                "Bearer " + Gateway.SECRET + "x",
                "Bearer " + Gateway.USER,
                "Bearer",
                "Basic",
                "Basic not-base64!",
                "DPoP " + Gateway.SECRET,
                Gateway.SECRET);
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("wrong")
    @Scenario("E4")
    void whoeverIsNoCallerIsRefused(String authorization) {
        HttpResponse<String> refusal = gateway.caller(authorization).post(CALL, TOKEN);

        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.headers().allValues("WWW-Authenticate"))
                .satisfiesExactlyInAnyOrder(
                        basic -> assertThat(basic).startsWith("Basic realm="),
                        bearer -> assertThat(bearer).startsWith("Bearer realm="));
        assertThat(refusal.body()).matches("\\{\"resultCode\":\"A\\d{6}\",\"resultMessage\":\"\\[A\\d{6}] .+\"}");
        assertThat(refusal.body()).doesNotContain("wrong", "nobody", Gateway.SECRET);
        assertThat(emulators.calls()).hasToString("0/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/misc/echo", "/api/lifecycle/healthcheck", "/api/info", "/api/no/such/path", "/api"})
    @Scenario("E4")
    void aStrangerLearnsNothing(String path) {
        assertThat(gateway.caller(null).get(path).statusCode()).isEqualTo(401);
        assertThat(emulators.calls()).hasToString("0/0");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("nobody", builder -> builder, "gateway.callers is empty"),
                mistake("no user", builder -> builder.caller(" ", "secret"), "write a name without one"),
                mistake("colon", builder -> builder.caller("a:b", "secret"), "write a name without one"),
                mistake("no secret", builder -> builder.caller("a", ""), "the secret of a is empty"),
                mistake("blank in it", builder -> builder.caller("a", "two words"), "visible ASCII"),
                mistake("twice", builder -> builder.caller("a", "one").caller("a", "two"), "write each caller once"),
                mistake("size", builder -> builder.caller("a", "b").maxBodySize(0), "gateway.max-body-size is 0"));
    }

    private static Arguments mistake(String name, UnaryOperator<GatewayServletBuilder> settings, String message) {
        return Arguments.of(Named.of(name, settings), message);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Scenario("E1")
    void settingsThatCannotBeMeantAreRefused(UnaryOperator<GatewayServletBuilder> settings, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        settings.apply(GatewayServlet.builder(api.dualClient())).build())
                .withMessageContaining(message)
                .withMessageContaining("write");
    }

    @Test
    void aClosedEngineIsUnavailable() {
        api.close();
        HttpResponse<String> answer = gateway.caller().post(CALL, TOKEN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
