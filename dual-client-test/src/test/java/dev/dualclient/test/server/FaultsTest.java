package dev.dualclient.test.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.test.server.Handler.Call;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a caller sees of each fault, observed on the bare socket. */
class FaultsTest {

    private static final String BODY = "{\"action\":\"OK\",\"resultCode\":\"A056001\"}";

    private final AtomicInteger processed = new AtomicInteger();
    private FaultyServer server;
    private Faults faults;

    @BeforeEach
    void start() throws IOException {
        server = FaultyServer.bind(
                "test",
                0,
                request -> new Call(request.path().substring(1), () -> {
                    processed.incrementAndGet();
                    return Answer.json(200, BODY);
                }));
        server.open();
        faults = server.faults();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutFaultsAConnectionIsKeptForTheNextCall() throws IOException {
        try (RawConnection connection = connect()) {
            assertThat(connection.post("/token", "{}").answer())
                    .startsWith("HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=UTF-8\r\n")
                    .endsWith(BODY);
            assertThat(connection.post("/token", "{}").answer()).endsWith(BODY);
        }
        assertThat(server.counters().connections()).isEqualTo(1);
        assertThat(server.counters().received()).isEqualTo(Map.of("token", 2));
    }

    @Test
    void aStatusIsAnsweredWithoutProcessing() throws IOException {
        faults.on("token").answer(503, Map.of("Retry-After", "7"), null);
        assertThat(call("/token"))
                .startsWith("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n");
        assertThat(processed).hasValue(0);
    }

    @Test
    void aStatusIsAnsweredAfterProcessingIfWanted() throws IOException {
        faults.on("token").afterProcessing().answer(500, Map.of(), "{\"resultCode\":\"A000101\"}");
        assertThat(call("/token"))
                .startsWith("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json")
                .endsWith("{\"resultCode\":\"A000101\"}");
        assertThat(processed).hasValue(1);
    }

    @Test
    void aFaultOfOneOperationSparesTheOthers() throws IOException {
        faults.on("token").answer(500);
        assertThat(call("/introspection")).startsWith("HTTP/1.1 200");
        assertThat(call("/token")).startsWith("HTTP/1.1 500");
    }

    @Test
    void aFaultHappensAsOftenAsWasSaid() throws IOException {
        Fault fault = faults.onAll().times(2).answer(500);
        assertThat(call("/token")).startsWith("HTTP/1.1 500");
        assertThat(call("/introspection")).startsWith("HTTP/1.1 500");
        assertThat(call("/token")).startsWith("HTTP/1.1 200");
        assertThat(fault.hits()).isEqualTo(2);
    }

    @Test
    void theFaultSetLastHappens() throws IOException {
        faults.onAll().answer(500);
        Fault last = faults.onAll().answer(503);
        assertThat(call("/token")).startsWith("HTTP/1.1 503");
        last.release();
        assertThat(call("/token")).startsWith("HTTP/1.1 500");
    }

    @Test
    void aHangingCallIsAnsweredWhenItIsReleased() throws Exception {
        Fault hang = faults.on("token").hang();
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}").patience(150);
            assertThat(hang.awaitHits(1, Duration.ofSeconds(5))).isTrue();
            assertThatThrownBy(connection::read).isInstanceOf(SocketTimeoutException.class);
            assertThat(processed).hasValue(0);
            hang.release();
            assertThat(connection.patience(5000).answer()).endsWith(BODY);
        }
    }

    @Test
    void aHangingCallWhoseCallerHungUpIsNeverProcessed() throws Exception {
        Fault hang = faults.on("token").hang();
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}");
            assertThat(hang.awaitHits(1, Duration.ofSeconds(5))).isTrue();
        }
        server.close(); // waits for the connection's thread
        assertThat(processed).hasValue(0);
    }

    @Test
    void aHangingCallDoesNotOutliveTheServer() throws Exception {
        Fault hang = faults.onAll().afterProcessing().hang();
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}");
            assertThat(hang.awaitHits(1, Duration.ofSeconds(5))).isTrue();
            assertThat(processed).hasValue(1);
            server.close();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("test-")));
    }

    @Test
    void aDelayedCallIsAnsweredLater() throws Exception {
        faults.onAll().times(1).delay(Duration.ofMillis(1));
        assertThat(call("/token")).endsWith(BODY);

        Fault delay = faults.onAll().delay(Duration.ofHours(1));
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}").patience(50);
            assertThat(delay.awaitHits(1, Duration.ofSeconds(5))).isTrue();
            assertThatThrownBy(connection::read).isInstanceOf(SocketTimeoutException.class);
            delay.release();
            assertThat(connection.patience(5000).answer()).endsWith(BODY);
        }
    }

    @Test
    void aDripComesByteByByteUntilItIsReleased() throws IOException {
        Fault drip = faults.onAll().drip(1);
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}");
            assertThat(connection.read()).isEqualTo('H');
            assertThat(connection.available()).isLessThan(20);
            drip.release();
            assertThat(connection.answer()).startsWith("TTP/1.1 200").endsWith(BODY);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void aDroppedCallIsProcessedBeforeOrNotAtAll(boolean after, int times) throws IOException {
        FaultSpec spec = faults.on("token");
        (after ? spec.afterProcessing() : spec).drop();
        try (RawConnection connection = connect()) {
            assertThat(connection.post("/token", "{}").rest()).isEmpty();
        }
        assertThat(processed).hasValue(times);
    }

    @Test
    void aKeepAliveConnectionDiesUnderTheNextCall() throws IOException {
        faults.on("token").onReusedConnections().drop();
        try (RawConnection connection = connect()) {
            assertThat(connection.post("/token", "{}").answer()).endsWith(BODY);
            assertThat(connection.post("/token", "{}").rest()).isEmpty();
        }
        assertThat(processed).hasValue(1);
    }

    @Test
    void aResetComesInTheMiddleOfTheBody() throws IOException {
        faults.onAll().reset();
        try (RawConnection connection = connect()) {
            connection.post("/token", "{}");
            assertThatThrownBy(connection::rest)
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(processed).hasValue(1);
    }

    @Test
    void aTruncatedAnswerIsShorterThanItsContentLength() throws IOException {
        faults.onAll().truncate();
        try (RawConnection connection = connect()) {
            assertThat(connection.post("/token", "{}").rest())
                    .contains("Content-Length: " + (BODY.length() + 100))
                    .endsWith(BODY);
        }
    }

    @Test
    void garbledAnswersAreWhatTheyAreCalled() throws IOException {
        assertThat(garbled(Garble.HTML)).contains("Content-Type: text/html").contains("<h1>");
        assertThat(garbled(Garble.TRUNCATED_JSON)).endsWith(BODY.substring(0, BODY.length() / 2));
        assertThat(garbled(Garble.EMPTY)).startsWith("HTTP/1.1 200").contains("Content-Length: 0");
        assertThat(garbled(Garble.UNKNOWN_ACTION)).contains("\"action\":\"SOMETHING_ELSE\"", "A056001");
        assertThat(garbled(Garble.WRONG_CONTENT_TYPE)).contains("Content-Type: text/plain");
        assertThat(garbled(Garble.BAD_CHUNK)).contains("Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        assertThat(garbled(Garble.MANY_HEADERS).lines()).hasSizeGreaterThan(500);
        String big = garbled(Garble.BIG);
        assertThat(big).hasSizeGreaterThan(10_000_000);
        assertThat(JsonMapper.shared()
                        .readTree(big.substring(big.indexOf('{')))
                        .path("action")
                        .asString())
                .isEqualTo("OK");
    }

    @Test
    void refusedConnectionsAreTakenAgainOnTheSamePort() throws IOException {
        try (RawConnection before = connect()) {
            assertThat(before.post("/token", "{}").answer()).endsWith(BODY);
            Fault refusal = faults.refuseConnections();
            assertThat(before.read()).isEqualTo(-1);
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            refusal.release();
        }
        assertThat(call("/token")).endsWith(BODY);
    }

    @Test
    void droppedSynsLeaveCallersWaiting() throws IOException {
        Fault silence = faults.dropSyns();
        assertThatThrownBy(() -> new RawConnection(server.port(), 300).close())
                .isInstanceOf(SocketTimeoutException.class);
        silence.release();
        assertThat(call("/token")).endsWith(BODY);
    }

    @Test
    void clearingEndsEveryFault() throws IOException {
        faults.onAll().answer(500);
        faults.on("token").drop();
        faults.refuseConnections();
        faults.clear();
        assertThat(call("/token")).startsWith("HTTP/1.1 200");
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void aRestartCutsConnectionsAndKeepsThePort() throws IOException {
        try (RawConnection before = connect()) {
            assertThat(before.post("/token", "{}").answer()).endsWith(BODY);
            server.restart();
            assertThat(before.read()).isEqualTo(-1);
        }
        assertThat(call("/token")).endsWith(BODY);
    }

    @Test
    void whatIsNotHttpClosesItsConnectionOnly() throws IOException {
        try (RawConnection connection = connect()) {
            connection.post("no path at all\r\n\r\n", "");
            assertThat(connection.rest()).doesNotContain("200 OK");
        }
        assertThat(call("/token")).endsWith(BODY);
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(server.port());
    }

    private String call(String path) throws IOException {
        try (RawConnection connection = connect()) {
            return connection.post(path, "{}").answer();
        }
    }

    private String garbled(Garble form) throws IOException {
        Fault fault = faults.onAll().garble(form);
        try (RawConnection connection = connect()) {
            String answer = form == Garble.BAD_CHUNK
                    ? connection.post("/token", "{}").rest()
                    : connection.post("/token", "{}").answer();
            fault.release();
            return answer;
        }
    }
}
