package dev.dualclient.http;

import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.primary;
import static dev.dualclient.http.Calls.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of what a server says. */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class AnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    private static RawServer saying(String text) throws IOException {
        return new RawServer(line -> {
            line.request();
            line.say(text);
        });
    }

    /** A server that says something, and then the same byte again and again, slowly. */
    private static RawServer dripping(String beginning) throws IOException {
        return new RawServer(line -> {
            line.request();
            line.say(beginning);
            while (!line.closingWithin(Duration.ofMillis(20))) {
                line.say("x");
            }
        });
    }

    /** A server that says something again and again, as fast as it can. */
    private static RawServer flooding(String beginning, String more) throws IOException {
        return new RawServer(line -> {
            line.request();
            line.say(beginning);
            while (true) {
                line.say(more);
            }
        });
    }

    private static ApiResponse answer(RawServer server) {
        Reply reply = once(server, issue());
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).answer();
    }

    private static Reason failure(BackendSettingsBuilder settings, Deadline deadline) {
        Reply reply = once(settings, issue(), deadline);
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).reason();
    }

    private static Reason failure(RawServer server) {
        return failure(primary(server.url()), Calls.ample());
    }

    @Test
    void anAnswerIsHandedOverAsItIs() throws Exception {
        try (RawServer server = saying("HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\nX-A: 1\r\nx-a: 2\r\n"
                + "Content-Length: 9\r\n\r\n{\"a\": 1 }")) {
            ApiResponse answer = answer(server);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("retry-after")).isEqualTo("7");
            assertThat(answer.headers().get("X-A")).containsExactly("1", "2");
            assertThat(answer.text()).isEqualTo("{\"a\": 1 }");
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "307", "308", "401", "408", "425", "429", "500", "502", "503", "504"})
    void noStatusMakesASecondRequest(String status) throws Exception {
        try (RawServer server =
                RawServer.answering("HTTP/1.1 " + status + " Something\r\nLocation: /elsewhere\r\nRetry-After: 0\r\n"
                        + "WWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(answer(server).status()).isEqualTo(Integer.parseInt(status));
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void noCookieIsKept() throws Exception {
        try (RawServer server = RawServer.answering(OK + "Set-Cookie: a=b; Path=/\r\nContent-Length: 2\r\n\r\n{}");
                HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            backend.send(issue(), Calls.ample());
            backend.send(issue(), Calls.ample());
            assertThat(server.requests)
                    .hasSize(2)
                    .allMatch(request -> request.header("cookie").isEmpty());
        }
    }

    @Test
    void anInterimAnswerIsNotTheAnswer() throws Exception {
        try (RawServer server =
                saying("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + RawServer.json("{}"))) {
            assertThat(answer(server).status()).isEqualTo(200);
        }
    }

    @Test
    void anAnswerWithoutABodyIsEmpty() throws Exception {
        try (RawServer server = saying("HTTP/1.1 204 No Content\r\n\r\n")) {
            assertThat(answer(server).body()).isEmpty();
        }
    }

    @Test
    void chunksAreJoined() throws Exception {
        try (RawServer server = saying(CHUNKED + "3\r\n{\"a\r\n4;ext=1\r\n\":1}\r\n0\r\nTrailer: x\r\n\r\n")) {
            assertThat(answer(server).text()).isEqualTo("{\"a\":1}");
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(OK + "Content-Length: 50\r\n\r\n{\"action\":\"OK\"", Reason.CONNECTION_LOST),
                Arguments.of(CHUNKED + "5\r\n{\"a", Reason.UNREADABLE),
                Arguments.of(CHUNKED + "5\r\n{\"a\":", Reason.UNREADABLE),
                Arguments.of(CHUNKED + "zz\r\n{}\r\n0\r\n\r\n", Reason.UNREADABLE),
                Arguments.of(CHUNKED + "2\r\n{}garbage", Reason.UNREADABLE),
                Arguments.of(CHUNKED + "-5\r\n{}\r\n", Reason.UNREADABLE),
                Arguments.of(OK + "Content-Length: many\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of(OK + "Content-Length: -2\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of("HTTP/1.1 200", Reason.CONNECTION_LOST),
                Arguments.of(OK, Reason.CONNECTION_LOST),
                Arguments.of(OK + "Content-Type: application/json\r\n", Reason.CONNECTION_LOST),
                Arguments.of("HTTP/2.0 200 OK\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of("HTTP/1.1 99 Low\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of("HTTP/1.1 OK\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of(OK + "X-Many: 1\r\n".repeat(101) + "Content-Length: 2\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of(OK + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n{}", Reason.UNREADABLE),
                Arguments.of("", Reason.CONNECTION_LOST));
    }

    @ParameterizedTest
    @Scenario({"D7", "D8"})
    @MethodSource
    void broken(String text, Reason expected) throws Exception {
        try (RawServer server = saying(text)) {
            assertThat(failure(server)).isEqualTo(expected);
            assertThat(expected.outcome()).isEqualTo(Outcome.INDETERMINATE);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @Scenario("D8")
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9\r\n", "<html>", "\r\n\r\n\r\n", "\0\0\0\0", "{\"a\":1}\r\n"})
    void garbage(String text) throws Exception {
        try (RawServer server = saying(text)) {
            assertThat(failure(server).outcome()).isEqualTo(Outcome.INDETERMINATE);
        }
    }

    @Test
    @Scenario("D8")
    void aResetWithinABody() throws Exception {
        try (RawServer server = new RawServer(line -> {
            line.request();
            line.say(OK + "Content-Length: 50\r\n\r\n{\"a");
            line.reset();
        })) {
            assertThat(failure(server)).isEqualTo(Reason.CONNECTION_LOST);
        }
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                Arguments.of(CHUNKED, "10\r\n0123456789abcdef\r\n"),
                Arguments.of(OK + "\r\n", "x".repeat(8192)),
                Arguments.of(OK, "X-More: 1\r\n"),
                Arguments.of(OK + "X-Long: ", "x".repeat(8192)),
                Arguments.of(CHUNKED, "0".repeat(8192)),
                Arguments.of("", "\r\n"));
    }

    @ParameterizedTest
    @Scenario("D7")
    @MethodSource
    void endless(String beginning, String more) throws Exception {
        try (RawServer server = flooding(beginning, more)) {
            Reason reason = failure(primary(server.url()).maxResponseSize(100_000), Calls.ample());
            assertThat(reason).isEqualTo(Reason.UNREADABLE);
        }
    }

    @Test
    @Scenario("D7")
    void anAnswerThatSaysThatItIsTooLarge() throws Exception {
        try (RawServer server = new RawServer(line -> {
            line.request();
            line.say(OK + "Content-Length: 10000000\r\n\r\n{");
            line.hang();
        })) {
            assertThat(failure(server)).isEqualTo(Reason.UNREADABLE);
        }
    }

    @Test
    void anAnswerAsLargeAsAllowedIsRead() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("x".repeat(100)));
                HttpBackend backend = new HttpBackend(
                        primary(server.url()).maxResponseSize(100).build());
                HttpBackend strict = new HttpBackend(
                        primary(server.url()).maxResponseSize(99).build())) {
            assertThat(backend.send(issue(), Calls.ample())).isInstanceOf(Reply.Answered.class);
            assertThat(((Reply.Failed) strict.send(issue(), Calls.ample())).cause())
                    .hasMessage("the answer has more than 99 bytes, which is max-response-size");
        }
    }

    @ParameterizedTest
    @Scenario("D8")
    @ValueSource(strings = {OK + "Content-Length: 1000000\r\n\r\n", OK + "X-Long: ", ""})
    void aDripEndsAtTheDeadline(String beginning) throws Exception {
        try (RawServer server = dripping(beginning)) {
            BackendSettingsBuilder patient = primary(server.url()).responseTimeout(Duration.ofMinutes(1));
            assertThat(failure(patient, within(Duration.ofMillis(500)))).isEqualTo(Reason.NO_ANSWER_IN_TIME);
        }
    }

    @Test
    @Scenario("D8")
    void aDripEndsAfterTheTimeoutsOfTheAttempt() throws Exception {
        try (RawServer server = dripping(OK + "Content-Length: 1000000\r\n\r\n")) {
            BackendSettingsBuilder impatient = primary(server.url())
                    .connectTimeout(Duration.ofMillis(300))
                    .responseTimeout(Duration.ofMillis(300));
            assertThat(failure(impatient, within(Duration.ofMinutes(1)))).isEqualTo(Reason.NO_ANSWER_IN_TIME);
        }
    }

    @Test
    @Scenario("D1")
    void silenceEndsAfterTheResponseTimeout() throws Exception {
        try (RawServer server = new RawServer(RawServer.Line::hangAfterRequest)) {
            BackendSettingsBuilder impatient = primary(server.url()).responseTimeout(Duration.ofMillis(200));
            assertThat(failure(impatient, within(Duration.ofMinutes(1)))).isEqualTo(Reason.NO_ANSWER_IN_TIME);
            assertThat(server.requests).hasSize(1);
        }
    }
}
