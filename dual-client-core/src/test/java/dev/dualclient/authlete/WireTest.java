package dev.dualclient.authlete;

import static dev.dualclient.authlete.AuthleteMethods.call;
import static dev.dualclient.authlete.AuthleteMethods.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.Options;
import com.authlete.common.dto.TokenRequest;
import dev.dualclient.authlete.RecordingServer.Recorded;
import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What each method puts on the wire is what the vendor's own clients put there, their faults excepted. */
class WireTest {

    private static final List<String> HEADERS =
            List.of("Authorization", "Accept", "Content-Type", "X-Request-Id", "Accept-Language");

    private RecordingServer server;
    private Backend primary;
    private Backend secondary;

    @BeforeEach
    void start() throws IOException {
        server = new RecordingServer();
        primary = Backends.primary(server.url());
        secondary = Backends.secondary(server.url());
    }

    @AfterEach
    void stop() {
        primary.close();
        secondary.close();
        server.close();
    }

    static Stream<Named<Method>> methods() {
        return AuthleteMethods.callingAnApi().map(method -> Named.of(name(method), method));
    }

    @Test
    void everyMethodButTheLocalOneIsComparedAndTheMostOfThemTwice() {
        assertThat(methods()).hasSize(194 - 1);
        assertThat(methods()
                        .map(Named::getPayload)
                        .filter(method -> operationOf(method).existsAt(Side.SECONDARY)))
                .hasSize(159);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void thePrimaryGetsWhatTheV3ClientSends(Method method) {
        same(method, SdkClients.v3(server.url()), over(primary), Side.PRIMARY, AuthleteMethods.arguments(method));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theSecondaryGetsWhatTheV2ClientSends(Method method) {
        if (Signatures.of(method)
                .call(AuthleteMethods.arguments(method))
                .operation()
                .existsAt(Side.SECONDARY)) {
            same(
                    method,
                    SdkClients.v2(server.url()),
                    over(secondary),
                    Side.SECONDARY,
                    AuthleteMethods.arguments(method));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nullsAreSentLeftOutOrRefusedAsByTheSdk(Method method) {
        Object[] nulls = AuthleteMethods.nulls(method);

        same(method, SdkClients.v3(server.url()), over(primary), Side.PRIMARY, nulls);
    }

    @Test
    void e8_pathArgumentsAreEncodedWhereTheSdkLeavesThemAsTheyAre() {
        over(primary).tokenDelete("a/b?c#d%e é");
        over(secondary).deleteClient("../list");

        assertThat(server.recorded())
                .extracting(Recorded::method, Recorded::path, Recorded::query)
                .containsExactly(
                        tuple(
                                "DELETE",
                                "/api/" + SdkClients.SERVICE_ID + "/auth/token/delete/a%2Fb%3Fc%23d%25e%20%C3%A9",
                                null),
                        tuple("DELETE", "/api/client/delete/..%2Flist", null));
    }

    @Test
    void e10_headersOfTheLibraryCannotBeOverridden() {
        Options options = new Options()
                .setHeaders(Map.of("authorization", "Basic x", "ACCEPT", "text/html", "Content-Type", "text/plain"));

        over(primary).token(new TokenRequest(), options);
        SdkClients.v3(server.url()).token(new TokenRequest(), options);

        List<Recorded> recorded = server.recorded();
        assertThat(headersOf(recorded.get(0)))
                .isEqualTo(headersOf(recorded.get(1)))
                .containsEntry("Authorization", "Bearer " + SdkClients.ACCESS_TOKEN)
                .containsEntry("Accept", "application/json");
    }

    @ParameterizedTest
    @MethodSource
    void headersThatHttpDoesNotAllowAreRefusedAsByTheSdk(Map<String, String> headers) {
        Options options = new Options().setHeaders(headers);
        Throwable expected = catchThrowable(() -> SdkClients.v3(server.url()).token(new TokenRequest(), options));
        Throwable refusal = catchThrowable(() -> over(primary).token(new TokenRequest(), options));

        assertThat(refusal).hasSameClassAs(expected);
        assertThat(refusal.getCause()).hasSameClassAs(expected.getCause());
        assertThat(server.recorded()).isEmpty();
    }

    static Stream<Map<String, String>> headersThatHttpDoesNotAllowAreRefusedAsByTheSdk() {
        return Stream.of(
                Collections.singletonMap(null, "no name"),
                Map.of("X-Evil: 1\r\nX", "two"),
                Map.of("X-Evil", "1\r\nX-Two: 2"));
    }

    private void same(Method method, AuthleteApi sdk, AuthleteApi ours, Side side, Object... arguments) {
        Throwable refusal = catchThrowable(() -> call(sdk, method, arguments));
        List<Recorded> expected = server.recorded();
        Throwable ourRefusal = catchThrowable(() -> call(ours, method, arguments));
        List<Recorded> actual = server.recorded();

        if (refusal != null) {
            assertThat(ourRefusal).as(name(method)).hasSameClassAs(refusal);
            assertThat(expected).isEmpty();
            assertThat(actual).isEmpty();
            return;
        }
        assertThat(ourRefusal).as(name(method)).isNull();
        assertThat(expected).as(name(method)).hasSize(1);
        assertThat(actual).as(name(method)).hasSize(1);
        Map<String, String> query = queryOf(actual.get(0));
        for (SdkFault fault : SdkFault.of(method, side)) {
            String value = query.remove(fault.dropped);
            boolean given = Arrays.stream(arguments).noneMatch(Objects::isNull);
            assertThat(value != null || !given).as(fault.reason).isTrue();
        }
        assertThat(actual.get(0).method()).isEqualTo(expected.get(0).method());
        assertThat(actual.get(0).path()).isEqualTo(expected.get(0).path());
        assertThat(query).isEqualTo(queryOf(expected.get(0)));
        assertThat(headersOf(actual.get(0))).isEqualTo(headersOf(expected.get(0)));
        assertThat(JsonMapper.shared().readTree(actual.get(0).body()))
                .isEqualTo(JsonMapper.shared().readTree(expected.get(0).body()));
    }

    private static Operation operationOf(Method method) {
        return Catalogue.operation(Signatures.of(method).operation());
    }

    private static Map<String, String> queryOf(Recorded recorded) {
        Map<String, String> query = new TreeMap<>();
        if (recorded.query() != null && !recorded.query().isEmpty()) {
            for (String pair : recorded.query().split("&")) {
                String[] parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static Map<String, String> headersOf(Recorded recorded) {
        Map<String, String> headers = new TreeMap<>();
        HEADERS.forEach(name -> headers.put(name, String.valueOf(recorded.header(name))));
        return headers;
    }

    /** An API that asks one backend, so that what that backend is sent can be seen for any operation. */
    private static DualAuthleteApi over(Backend backend) {
        Function<ApiCall, CallResult> engine = call -> {
            Reply reply = backend.send(call, Deadline.after(Duration.ofSeconds(20), Time.system()));
            ApiResponse answer = ((Reply.Answered) reply).answer();
            Attempt attempt = new Attempt(Side.PRIMARY, Reason.DONE, answer, null, Duration.ZERO);
            return new CallResult(call.operation(), List.of(attempt), attempt, answer);
        };
        return Dispatcher.api(DualAuthleteApi.class, FakeEngine.unused(), engine);
    }
}
