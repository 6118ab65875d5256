package dev.dualclient.http;

import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.post;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Reason;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over TLS: a handshake that fails, on either side and at whatever moment, means that nothing was processed. */
class TlsTest {

    @TempDir
    static Path folder;

    private static KeyStore server;
    private static KeyStore client;
    private static KeyStore stranger;

    @BeforeAll
    static void makeKeys() throws Exception {
        server = Keys.selfSigned(folder, "server");
        client = Keys.selfSigned(folder, "client");
        stranger = Keys.selfSigned(folder, "stranger");
    }

    private static RawServer start(String protocol, boolean demanding, RawServer.Conversation conversation)
            throws Exception {
        SSLServerSocket socket = (SSLServerSocket) Keys.context(server, client)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setNeedClientAuth(demanding);
        return new RawServer(socket, conversation);
    }

    private static RawServer answering(String protocol, boolean demanding) throws Exception {
        return start(protocol, demanding, line -> {
            while (line.request() != null) {
                line.say(RawServer.json("{}"));
            }
        });
    }

    private static BackendSettingsBuilder with(@Nullable KeyStore own, RawServer at) throws Exception {
        return trusting(server, own, at);
    }

    private static BackendSettingsBuilder trusting(KeyStore trusted, @Nullable KeyStore own, RawServer at)
            throws Exception {
        SSLContext context = Keys.context(own, trusted);
        return primary("https://127.0.0.1:" + at.port()).sslContext(context);
    }

    private static Reason reason(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateThatIsDemandedIsPresented(String protocol) throws Exception {
        try (RawServer at = answering(protocol, true)) {
            assertThat(once(with(client, at), issue(), ample())).isInstanceOf(Reply.Answered.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 10", "TLSv1.3, 10", "TLSv1.2, 200000", "TLSv1.3, 7000"})
    void aMissingClientCertificateMeansThatNothingWasProcessed(String protocol, int size) throws Exception {
        try (RawServer at = answering(protocol, true)) {
            ApiCall call =
                    post("/auth/token").body("\"" + "x".repeat(size) + "\"").build();
            for (int i = 0; i < 10; i++) {
                assertThat(reason(once(with(null, at), call, ample()))).isEqualTo(Reason.NOT_CONNECTED);
            }
            assertThat(at.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientCertificateThatIsNotTrustedMeansThatNothingWasProcessed(String protocol) throws Exception {
        try (RawServer at = answering(protocol, true)) {
            assertThat(reason(once(with(stranger, at), issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
            assertThat(at.requests).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatIsNotTrustedGetsNothing(String protocol) throws Exception {
        try (RawServer at = answering(protocol, false)) {
            assertThat(reason(once(trusting(stranger, null, at), issue(), ample())))
                    .isEqualTo(Reason.NOT_CONNECTED);
            assertThat(at.requests).isEmpty();
        }
    }

    @Test
    void withoutATrustOfItsOwnABackendHasThatOfTheJvm() throws Exception {
        SSLContext before = SSLContext.getDefault();
        try (RawServer at = answering("TLSv1.3", false)) {
            BackendSettingsBuilder settings = primary("https://127.0.0.1:" + at.port());
            assertThat(reason(once(settings, issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
            SSLContext.setDefault(Keys.context(null, server));
            assertThat(once(settings, issue(), ample())).isInstanceOf(Reply.Answered.class);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void aServerOfAnotherNameGetsNothing() throws Exception {
        try (RawServer at = answering("TLSv1.3", false)) {
            BackendSettingsBuilder settings =
                    primary("https://localhost:" + at.port()).sslContext(Keys.context(null, server));
            assertThat(reason(once(settings, issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
            assertThat(at.requests).isEmpty();
        }
    }

    @Test
    void aServerThatSpeaksNoTlsGetsNothing() throws Exception {
        try (RawServer plain = new RawServer(line -> line.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(reason(once(with(null, plain), issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
        }
    }

    @Test
    void aHandshakeThatIsNotAnsweredEndsWithTheConnectTimeout() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Line::hang)) {
            BackendSettingsBuilder settings = with(null, silent).connectTimeout(Duration.ofMillis(200));
            assertThat(reason(once(settings, issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aConnectionLostAfterSendingIsIndeterminateOverTlsToo(String protocol) throws Exception {
        try (RawServer at = start(protocol, true, line -> {
            line.request();
            line.reset();
        })) {
            assertThat(reason(once(with(client, at), issue(), ample()))).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(at.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aReusedConnectionThatDiesIsIndeterminateOverTlsToo(String protocol) throws Exception {
        try (RawServer at = start(protocol, false, line -> {
                    line.request();
                    line.say(RawServer.json("{}"));
                    line.request();
                });
                HttpBackend backend = new HttpBackend(with(null, at).build())) {
            assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
            assertThat(reason(backend.send(issue(), ample()))).isEqualTo(Reason.CONNECTION_LOST);
            assertThat(at.requests).hasSize(2);
            assertThat(at.connections).hasValue(1);
        }
    }

    @Test
    void aDripOverTlsEndsAtTheDeadline() throws Exception {
        try (RawServer at = start("TLSv1.3", false, line -> {
            line.request();
            line.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (!line.closingWithin(Duration.ofMillis(20))) {
                line.say("x");
            }
        })) {
            BackendSettingsBuilder patient = with(null, at).responseTimeout(Duration.ofMinutes(1));
            assertThat(reason(once(patient, issue(), Calls.within(Duration.ofMillis(700)))))
                    .isEqualTo(Reason.NO_ANSWER_IN_TIME);
        }
    }

    @Test
    void aTunnelCarriesTls() throws Exception {
        try (RawServer at = answering("TLSv1.3", true);
                RawServer proxy = Proxies.splicing()) {
            Reply reply = once(with(client, at).proxy(proxy.url()), issue(), ample());
            assertThat(reply).isInstanceOf(Reply.Answered.class);
            assertThat(proxy.requests).singleElement().satisfies(connect -> {
                assertThat(connect.line()).isEqualTo("CONNECT 127.0.0.1:" + at.port() + " HTTP/1.1");
                assertThat(connect.header("authorization")).isEmpty();
            });
            assertThat(at.requests).hasSize(1);
        }
    }
}
