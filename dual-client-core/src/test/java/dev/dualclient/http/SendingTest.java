package dev.dualclient.http;

import static dev.dualclient.http.Calls.TOKEN;
import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.backend.PoolState;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.scenario.Scenario;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whether a request was sent is seen, and it is sent once at most. */
class SendingTest {

    private static Reason reason(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).reason();
    }

    private static int status(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).answer().status();
    }

    @Test
    @Scenario("C2")
    void aConnectionThatDiesUnderAReusedPostIsNotAskedAgain() throws Exception {
        try (RawServer server = new RawServer(line -> {
                    line.request();
                    line.say(RawServer.json("{}"));
                    line.request();
                });
                HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            assertThat(reason(backend.send(issue(), ample()))).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(server.requests).hasSize(2);
            assertThat(server.connections).hasValue(1);
            assertThat(status(backend.send(issue(), ample())))
                    .as("the dead connection is not used again")
                    .isEqualTo(200);
        }
    }

    @Test
    @Scenario("C2")
    void aRequestOnAConnectionResetWhileIdleIsNotSent() throws Exception {
        CountDownLatch reset = new CountDownLatch(1);
        try (RawServer server = new RawServer(line -> {
                    line.request();
                    line.say(RawServer.json("{}"));
                    line.reset();
                    reset.countDown();
                });
                HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            assertThat(reset.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(reason(backend.send(issue(), ample())).outcome()).isEqualTo(Outcome.UNAVAILABLE);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aConnectionServesManyCalls() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"));
                HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            for (int i = 0; i < 10; i++) {
                assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            }
            assertThat(server.connections).hasValue(1);
            assertThat(server.requests).hasSize(10);
        }
    }

    @Test
    void anIdleConnectionIsClosedByUs() throws Exception {
        CountDownLatch closedByClient = new CountDownLatch(1);
        try (RawServer server = new RawServer(line -> {
                    while (line.request() != null) {
                        line.say(RawServer.json("{}"));
                    }
                    closedByClient.countDown();
                });
                HttpBackend backend = new HttpBackend(
                        primary(server.url()).maxIdle(Duration.ofMillis(50)).build())) {
            assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            assertThat(closedByClient.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatFollowsAnAnswerIsNotTheNextAnswer() throws Exception {
        try (RawServer server = new RawServer(line -> {
                    line.request();
                    line.say(RawServer.json("{}") + "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
                    line.request();
                });
                HttpBackend backend = new HttpBackend(primary(server.url()).build())) {
            assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            assertThat(status(backend.send(issue(), ample()))).isEqualTo(200);
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    @Scenario("C1")
    void aConnectionDroppedAfterSendingIsIndeterminate() throws Exception {
        try (RawServer server = new RawServer(RawServer.Line::request)) {
            assertThat(reason(once(server, issue()))).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void aConnectionResetAfterSendingIsIndeterminate() throws Exception {
        try (RawServer server = new RawServer(line -> {
            line.request();
            line.reset();
        })) {
            assertThat(reason(once(server, issue()))).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    @Scenario("C4")
    void aRefusedConnectionIsUnavailable() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(reason(once(primary("http://127.0.0.1:" + free), issue(), ample())))
                .isEqualTo(Reason.NOT_CONNECTED);
    }

    @Test
    void aNameThatDoesNotResolveIsUnavailable() {
        assertThat(reason(once(primary("http://authlete.invalid"), issue(), ample())))
                .isEqualTo(Reason.NOT_CONNECTED);
    }

    @Test
    @Scenario("D2")
    void droppedConnectionRequestsAreUnavailable() throws Exception {
        List<Socket> fill = new ArrayList<>();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
            fillUp(address, fill);
            String url = "http://127.0.0.1:" + socket.getLocalPort();
            Reply reply = once(primary(url).connectTimeout(Duration.ofMillis(200)), issue(), ample());
            assertThat(reason(reply)).isEqualTo(Reason.NOT_CONNECTED);
        } finally {
            for (Socket each : fill) {
                each.close();
            }
        }
    }

    private static void fillUp(InetSocketAddress address, List<Socket> fill) throws Exception {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            fill.add(socket);
            try {
                socket.connect(address, 200);
            } catch (SocketTimeoutException full) {
                return;
            }
        }
        throw new AssertionError("the backlog never filled up");
    }

    @Test
    void whereAllConnectionsAreTakenNothingIsSent() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        try (RawServer server = new RawServer(line -> {
                    line.request();
                    taken.countDown();
                    line.hang();
                });
                HttpBackend backend = new HttpBackend(primary(server.url())
                        .maxConnections(1)
                        .connectTimeout(Duration.ofMillis(100))
                        .responseTimeout(Duration.ofSeconds(20))
                        .build())) {
            CompletableFuture<Reply> first = CompletableFuture.supplyAsync(
                    () -> backend.send(issue(), ample()), task -> new Thread(task, "caller").start());
            assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(reason(backend.send(issue(), ample()))).isEqualTo(Reason.NO_CONNECTION_FREE);
            assertThat(server.requests).hasSize(1);

            backend.close();
            assertThat(reason(first.get(10, TimeUnit.SECONDS)))
                    .as("closing ends what is in flight")
                    .isEqualTo(Reason.CONNECTION_LOST);
            assertThat(reason(backend.send(issue(), ample()))).isEqualTo(Reason.CLOSED);
        }
    }

    @Test
    void whatIsClosedBeforeItsFirstCallOpensNothing() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"))) {
            HttpBackend backend =
                    new HttpBackend(primary(server.url()).maxConnections(3).build());
            assertThat(backend.pool()).isEqualTo(new PoolState(0, 0, 3));
            backend.close();
            assertThat(reason(backend.send(issue(), ample()))).isEqualTo(Reason.CLOSED);
            assertThat(backend.pool()).isEqualTo(new PoolState(0, 0, 3));
            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void withoutTimeNothingIsSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"))) {
            assertThat(reason(once(primary(server.url()), issue(), Calls.within(Duration.ZERO))))
                    .isEqualTo(Reason.OUT_OF_TIME);
            assertThat(server.connections).hasValue(0);
        }
    }

    @Test
    void aFailureTellsNothingSecret() throws Exception {
        try (RawServer server = new RawServer(line -> {
            line.request();
            line.say("HTTP/1.1 two-hundred the-answers-token\r\n\r\n");
        })) {
            Reply.Failed failed = (Reply.Failed) once(
                    server,
                    Calls.get("/auth/token/delete/{token}")
                            .path("token", "the-path-token")
                            .build());
            for (Throwable at = failed.cause(); at != null; at = at.getCause()) {
                assertThat(at.toString()).doesNotContain("the-path-token", TOKEN, "the-answers-token");
            }
        }
    }

    @Test
    @Scenario("E6")
    void noLogTellsAnythingSecret() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (RawServer server = RawServer.answering(RawServer.json("{\"code\":\"the-answers-code\"}"))) {
            once(
                    server,
                    Calls.post("/auth/token/delete/{token}")
                            .path("token", "the-path-token")
                            .query("subject", "the-subject")
                            .header("X-Secret", "the-header")
                            .body("{\"ticket\":\"the-ticket\"}")
                            .build());
        } finally {
            root.setLevel(before);
            root.detachAppender(log);
        }
        assertThat(log.list).isNotEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(message -> Stream.of(
                                "the-answers-code", "the-path-token", "the-subject", "the-header", "the-ticket", TOKEN)
                        .anyMatch(message::contains));
    }
}
