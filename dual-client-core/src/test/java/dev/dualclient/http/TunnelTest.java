package dev.dualclient.http;

import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelTest {

    private static Reason reason(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return ((Reply.Failed) reply).reason();
    }

    @Test
    void aTunnelServesManyCalls() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"));
                RawServer proxy = Proxies.splicing();
                HttpBackend backend =
                        new HttpBackend(primary(server.url()).proxy(proxy.url()).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
            }
            assertThat(proxy.requests).hasSize(1);
            assertThat(server.requests)
                    .hasSize(3)
                    .allMatch(request -> request.target().equals("/api/77/auth/token/issue"));
        }
    }

    @Test
    void theNameOfTheBackendIsLeftToTheProxy() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"));
                RawServer proxy = Proxies.splicing()) {
            String url = "http://authlete.invalid:" + server.port();
            assertThat(once(primary(url).proxy(proxy.url()), issue(), ample())).isInstanceOf(Reply.Answered.class);
            assertThat(server.requests.get(0).header("host")).containsExactly("authlete.invalid:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 407 No\r\nContent-Length: 2\r\n\r\nno", "HTTP/1.1 502 Bad\r\n\r\n", "what?", ""})
    void aProxyThatRefusesHasSeenNothingOfTheRequest(String answer) throws Exception {
        try (RawServer proxy = new RawServer(line -> {
            line.request();
            line.say(answer);
        })) {
            BackendSettingsBuilder settings = primary("http://authlete.invalid").proxy(proxy.url());
            assertThat(reason(once(settings, issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
            assertThat(proxy.requests)
                    .hasSize(1)
                    .noneMatch(request -> request.headers().toString().contains(Calls.TOKEN));
        }
    }

    @Test
    void aProxyThatIsSilentEndsWithTheConnectTimeout() throws Exception {
        try (RawServer proxy = new RawServer(RawServer.Line::hangAfterRequest)) {
            BackendSettingsBuilder settings =
                    primary("http://authlete.invalid").proxy(proxy.url()).connectTimeout(Duration.ofMillis(200));
            assertThat(reason(once(settings, issue(), ample()))).isEqualTo(Reason.NOT_CONNECTED);
        }
    }

    @Test
    void aTunnelThatBreaksAfterSendingIsIndeterminate() throws Exception {
        try (RawServer server = new RawServer(RawServer.Line::request);
                RawServer proxy = Proxies.splicing()) {
            assertThat(reason(once(primary(server.url()).proxy(proxy.url()), issue(), ample())))
                    .isEqualTo(Reason.CONNECTION_LOST);
        }
    }
}
