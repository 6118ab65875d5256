package dev.dualclient.http;

import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.backend.GuardSettings;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend's name gets a new address while connections to the former one are in use. */
@Timeout(value = 40, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
class NewAddressTest {

    private static final String NAME = "authlete.example";
    private static final Duration HOUR = Duration.ofHours(1);

    private final Names names = new Names();

    /** What the name server says. */
    private static final class Names implements DnsResolver {

        private volatile String address = "127.0.0.1";

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(address)};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** A server that answers each request, and keeps its connections as long as it is asked. */
    private static RawServer at(String address, int port, String answer) throws Exception {
        return new RawServer(new ServerSocket(port, 50, InetAddress.getByName(address)), line -> {
            while (line.request() != null) {
                line.say(answer);
            }
        });
    }

    private HttpBackend backend(RawServer server, Duration ttl) {
        return new HttpBackend(
                primary("http://" + NAME + ":" + server.port())
                        .connectionTtl(ttl)
                        .build(),
                names);
    }

    @Test
    @Scenario("N29")
    void steadyTrafficFollowsAtTheEndOfAConnectionsLife() throws Exception {
        try (RawServer before = at("127.0.0.1", 0, RawServer.json("{}"));
                RawServer after = at("127.0.0.2", before.port(), RawServer.json("{}"));
                HttpBackend backend = backend(before, Duration.ofMillis(200))) {
            assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
            names.address = "127.0.0.2";
            await().untilAsserted(() -> {
                assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
                assertThat(after.requests).isNotEmpty();
            });
        }
    }

    @Test
    @Scenario("N29")
    void theProbesOfAnOpenCircuitLookTheNameUpAnew() throws Exception {
        String down = "HTTP/1.1 503 Unavailable\r\nContent-Length: 0\r\n\r\n";
        GuardSettings settings =
                GuardSettings.defaults().withMinimumCalls(2).withProbes(1).withOpen(Duration.ofMillis(20));
        try (RawServer before = at("127.0.0.1", 0, down);
                RawServer after = at("127.0.0.2", before.port(), RawServer.json("{}"));
                GuardedBackend backend = new GuardedBackend(
                        Side.PRIMARY, backend(before, HOUR), new Classifier(Set.of()), Time.system(), settings)) {
            assertThat(backend.call(issue(), ample()).reason()).isEqualTo(Reason.SERVER_ERROR);
            names.address = "127.0.0.2";
            assertThat(backend.call(issue(), ample()).reason()).isEqualTo(Reason.SERVER_ERROR);
            await().untilAsserted(() -> {
                backend.call(issue(), ample());
                assertThat(after.requests).isNotEmpty();
            });
            assertThat(before.requests).hasSize(2);
        }
    }

    @Test
    @Scenario("N29")
    void aConnectionThatWasInUseWhenItsCircuitOpenedIsNotUsedAgain() throws Exception {
        CountDownLatch renewed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        try (RawServer before = new RawServer(socket, line -> {
                    while (line.request() != null) {
                        asked.countDown();
                        renewed.await();
                        line.say(RawServer.json("{}"));
                    }
                });
                RawServer after = at("127.0.0.2", before.port(), RawServer.json("{}"));
                HttpBackend backend = backend(before, HOUR)) {
            CompletableFuture<Reply> call = CompletableFuture.supplyAsync(() -> backend.send(issue(), ample()));
            asked.await();
            names.address = "127.0.0.2";
            backend.renewConnections();
            renewed.countDown();
            assertThat(call.get()).isInstanceOf(Reply.Answered.class);
            assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
            assertThat(before.requests).hasSize(1);
            assertThat(after.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @Scenario("N29")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aConnectionOverTlsEndsWithoutAWordOfTheOtherSide(String protocol, @TempDir Path folder) throws Exception {
        KeyStore keys = Keys.selfSigned(folder, "server");
        SSLServerSocket socket = (SSLServerSocket) Keys.context(keys, keys)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {protocol});
        try (RawServer server = new RawServer(socket, line -> {
                    line.request();
                    line.say(RawServer.json("{}"));
                    line.hang();
                });
                HttpBackend backend = new HttpBackend(primary("https://127.0.0.1:" + server.port())
                        .sslContext(Keys.context(null, keys))
                        .connectionTtl(Duration.ofMillis(1))
                        .build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
                long answered = System.currentTimeMillis();
                await().until(() -> System.currentTimeMillis() > answered + 1); // its life is over
            }
            assertThat(server.connections).hasValue(3);
        }
    }
}
