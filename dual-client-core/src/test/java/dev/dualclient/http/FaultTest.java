package dev.dualclient.http;

import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLServerSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What an operator reads of a backend that cannot be talked to. */
class FaultTest {

    private static final String LOOK = "; check dual-client.primary.base-url, and any proxy in front of it";
    private static final String EMPTY = "Content-Length: 0\r\n\r\n";

    @TempDir
    static Path folder;

    private static KeyStore server;
    private static KeyStore stranger;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final SteppedTime time = new SteppedTime();

    private static final class SteppedTime implements Time {

        private volatile long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        server = Keys.selfSigned(folder, "server");
        stranger = Keys.selfSigned(folder, "stranger");
    }

    @BeforeEach
    void listen() {
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
        logger().setLevel(null);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.dualclient.backend.FaultWatch");
    }

    private GuardedBackend guarded(Side side, HttpBackend backend) {
        return new GuardedBackend(side, backend, new Classifier(Set.of()), time);
    }

    private GuardedBackend guarded(BackendSettingsBuilder settings) {
        return guarded(Side.PRIMARY, new HttpBackend(settings.build()));
    }

    private void assertTold(GuardedBackend backend, String address, String fault) {
        try (backend) {
            for (int i = 0; i < 3; i++) {
                backend.call(issue(), ample());
            }
            assertThat(backend.state().fault()).isEqualTo(fault);
        }
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage()).isEqualTo("PRIMARY at " + address + ": " + fault);
            assertThat(event.getThrowableProxy()).isNull();
        });
    }

    @Test
    @Scenario("N32")
    void aPortThatNobodyListensAt() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + closed.getLocalPort();
        }
        assertTold(
                guarded(primary(url)),
                url,
                "the connection is refused; check host and port in dual-client.primary.base-url, and whether it is"
                        + " running");
    }

    @Test
    @Scenario("N32")
    void aNameThatNobodyKnows() {
        DnsResolver nobody = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                throw new UnknownHostException(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        String url = "https://authlete.example";
        assertTold(
                guarded(Side.PRIMARY, new HttpBackend(primary(url).build(), nobody)),
                url,
                "its name is not resolved; check the host in dual-client.primary.base-url, and the name server");
    }

    private static RawServer tls() throws Exception {
        SSLServerSocket socket = (SSLServerSocket) Keys.context(server, server)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        return new RawServer(socket, line -> {
            while (line.request() != null) {
                line.say(RawServer.json("{}"));
            }
        });
    }

    @Test
    @Scenario("N32")
    void aCertificateThatIsNotTrusted() throws Exception {
        try (RawServer at = tls()) {
            String url = "https://127.0.0.1:" + at.port();
            assertTold(
                    guarded(primary(url).sslContext(Keys.context(null, stranger))),
                    url,
                    "its certificate is not trusted; check which host answers, or name what to trust in"
                            + " dual-client.primary.ssl-bundle");
        }
    }

    @Test
    @Scenario("N32")
    void aCertificateOfAnotherHost() throws Exception {
        try (RawServer at = tls()) {
            String url = "https://authlete.example:" + at.port();
            DnsResolver here = new SystemDefaultDnsResolver() {
                @Override
                public InetAddress[] resolve(String host) {
                    return new InetAddress[] {InetAddress.getLoopbackAddress()};
                }
            };
            assertTold(
                    guarded(
                            Side.PRIMARY,
                            new HttpBackend(
                                    primary(url)
                                            .sslContext(Keys.context(null, server))
                                            .build(),
                                    here)),
                    url,
                    "its certificate is for another host; check the host in dual-client.primary.base-url");
        }
    }

    @Test
    @Scenario("N32")
    void tlsToAPlainPort() throws Exception {
        try (RawServer at = new RawServer(line -> line.say("HTTP/1.1 400 Bad Request\r\n" + EMPTY))) {
            String url = "https://127.0.0.1:" + at.port();
            assertTold(
                    guarded(primary(url).sslContext(Keys.context(null, server))),
                    url,
                    "its port does not speak TLS; write http instead of https into dual-client.primary.base-url, or the"
                            + " port that does");
        }
    }

    @Test
    @Scenario("N32")
    void plainHttpToAPortOfTls() throws Exception {
        try (RawServer at = tls()) {
            assertTold(
                    guarded(primary(at.url())),
                    at.url(),
                    "its port speaks TLS; write https instead of http into dual-client.primary.base-url");
        }
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        "400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: 24\r\n\r\nThis port"
                                + " requires TLS..",
                        "its port speaks TLS; write https instead of http into dual-client.primary.base-url"),
                Arguments.of(
                        "404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
                        "it answers HTTP 404 without a result code of Authlete; check the path in"
                                + " dual-client.primary.base-url, and any proxy in front of it"),
                Arguments.of(
                        "404 Not Found\r\n" + EMPTY,
                        "it answers HTTP 404 with an empty body. This looks like Authlete 2.3; write the address of"
                                + " Authlete 3.0 into dual-client.primary.base-url"),
                Arguments.of(
                        "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"Authlete\"\r\n" + EMPTY,
                        "it asks for an API key. This looks like Authlete 2.3; write the address of Authlete 3.0 into"
                                + " dual-client.primary.base-url"),
                Arguments.of(
                        "200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nContent-Length: 6\r\n\r\n<html>",
                        "it answers HTTP 200 with text/html instead of JSON" + LOOK),
                Arguments.of("200 OK\r\n" + EMPTY, "it answers HTTP 200 with an empty body" + LOOK),
                Arguments.of(
                        "301 Moved\r\nLocation: /secret\r\n" + EMPTY,
                        "it answers HTTP 301, a redirect; write the address that it leads to into"
                                + " dual-client.primary.base-url"),
                Arguments.of(
                        "502 Bad Gateway\r\n" + EMPTY,
                        "it answers HTTP 502; check its log, and any proxy in front of it"),
                Arguments.of(
                        "500 Error\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n"
                                + "{\"resultCode\":\"A001101\"}",
                        "it reports a fault of its own (A001101); check its log"));
    }

    @ParameterizedTest
    @Scenario("N32")
    @MethodSource("answers")
    void anAnswerThatIsNoneOfThePrimary(String answer, String fault) throws Exception {
        try (RawServer at = RawServer.answering("HTTP/1.1 " + answer)) {
            assertTold(guarded(primary(at.url())), at.url(), fault);
        }
    }

    @Test
    @Scenario("N32")
    void aConnectionThatIsClosedWithoutAnAnswer() throws Exception {
        try (RawServer at = new RawServer(RawServer.Line::request)) {
            assertTold(
                    guarded(primary(at.url())),
                    at.url(),
                    "it closes connections without an answer; check dual-client.primary.base-url, which may have to begin"
                            + " with https, and any proxy in front of it");
        }
    }

    @Test
    @Scenario("N32")
    void silence() throws Exception {
        try (RawServer at = new RawServer(RawServer.Line::hangAfterRequest)) {
            assertTold(
                    guarded(primary(at.url()).responseTimeout(Duration.ofMillis(100))),
                    at.url(),
                    "it does not answer in time; check how busy it is, and dual-client.primary.response-timeout");
        }
    }

    @Test
    @Scenario("N32")
    void theSecondaryThatIsThePrimary() throws Exception {
        try (RawServer at = RawServer.answering(RawServer.json("{\"resultCode\":404,\"resultMessage\":\"Not Found\"}")
                        .replace("200 OK", "404 X"));
                GuardedBackend backend = guarded(
                        Side.SECONDARY,
                        new HttpBackend(BackendSettings.secondary()
                                .baseUrl(at.url())
                                .apiKey("key")
                                .apiSecret("the-secret")
                                .build()))) {
            backend.call(issue(), ample());
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly("SECONDARY at " + at.url() + ": it answers HTTP 404 with the result code 404. This"
                            + " looks like Authlete 3.0; write the address of Authlete 2.3 into"
                            + " dual-client.secondary.base-url");
        }
    }

    @Test
    @Scenario("N32")
    void eachChangeIsToldOnceAndWhatComesAndGoesOnceAMinute() throws Exception {
        Deque<String> statuses = new ArrayDeque<>();
        try (RawServer at = new RawServer(line -> {
                    while (line.request() != null) {
                        String status = statuses.remove();
                        line.say(
                                status.equals("200")
                                        ? RawServer.json("{\"action\":\"OK\",\"resultCode\":\"A050001\"}")
                                        : "HTTP/1.1 " + status + " X\r\n" + EMPTY);
                    }
                });
                GuardedBackend backend = guarded(primary(at.url()))) {
            for (String status : "502 502 503 503 200 200 502 200 503 200 502".split(" ")) {
                say(backend, statuses, status);
            }
            assertThat(backend.state().fault())
                    .isEqualTo("it answers HTTP 502; check its log, and any proxy in front of it");
            say(backend, statuses, "200");
            assertThat(backend.state().fault()).isNull();
            time.nanos += Duration.ofMinutes(1).toNanos();
            say(backend, statuses, "502");
            say(backend, statuses, "200");

            String name = "PRIMARY at " + at.url() + ": ";
            String look = "; check its log, and any proxy in front of it";
            assertThat(log.list)
                    .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                    .containsExactly(
                            "WARN " + name + "it answers HTTP 502" + look,
                            "WARN " + name + "it answers HTTP 503" + look,
                            "INFO " + name + "answers again",
                            "WARN " + name + "it answers HTTP 502" + look,
                            "INFO " + name + "answers again");
        }
    }

    @Test
    @Scenario("N32")
    void anOutageThatFollowsAShortOneIsTold() throws Exception {
        Deque<String> statuses = new ArrayDeque<>();
        try (RawServer at = new RawServer(line -> {
                    while (line.request() != null) {
                        line.say("HTTP/1.1 " + statuses.remove() + " X\r\nContent-Type: application/json\r\n" + EMPTY);
                    }
                });
                GuardedBackend backend = guarded(primary(at.url()))) {
            for (String status : "502 429 502 502".split(" ")) {
                say(backend, statuses, status);
            }
            assertThat(log.list).hasSize(2);
            time.nanos += Duration.ofMinutes(1).toNanos();
            say(backend, statuses, "502");
            say(backend, statuses, "502");
            assertThat(log.list)
                    .extracting(ILoggingEvent::getLevel)
                    .containsExactly(Level.WARN, Level.INFO, Level.WARN);
        }
    }

    private static void say(GuardedBackend backend, Deque<String> statuses, String status) {
        statuses.add(status);
        backend.call(issue(), Deadline.after(Duration.ofSeconds(60), Time.system()));
    }
}
