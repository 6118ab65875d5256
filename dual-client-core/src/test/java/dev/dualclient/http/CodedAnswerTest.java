package dev.dualclient.http;

import static dev.dualclient.http.Calls.ample;
import static dev.dualclient.http.Calls.issue;
import static dev.dualclient.http.Calls.once;
import static dev.dualclient.http.Calls.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Reason;
import dev.dualclient.scenario.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend, or something before it, compresses an answer though it was asked not to (RFC 9110 section 8.4). */
class CodedAnswerTest {

    private static final String JSON = "{\"action\":\"OK\",\"text\":\"\u00e4\"}";

    private static byte[] coded(String coding, byte[] body) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = switch (coding) {
            case "gzip", "x-gzip", "GZIP" -> new GZIPOutputStream(coded);
            case "deflate" -> new DeflaterOutputStream(coded);
            case "raw deflate" -> new DeflaterOutputStream(coded, new Deflater(9, true));
            default -> throw new IllegalArgumentException(coding);
        }) {
            out.write(body);
        }
        return coded.toByteArray();
    }

    private static RawServer saying(String coding, byte[] body, boolean chunked) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nX-Kept: 1\r\nContent-Encoding: " + coding + "\r\n";
        String text = new String(body, StandardCharsets.ISO_8859_1);
        return RawServer.answering(
                chunked
                        ? head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length) + "\r\n" + text
                                + "\r\n0\r\n\r\n"
                        : head + "Content-Length: " + body.length + "\r\n\r\n" + text);
    }

    private static ApiResponse answer(RawServer server) {
        Reply reply = once(server, issue());
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return ((Reply.Answered) reply).answer();
    }

    private static Reply.Failed failure(RawServer server, int maxSize) {
        Reply reply = once(primary(server.url()).maxResponseSize(maxSize), issue(), ample());
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return (Reply.Failed) reply;
    }

    @Test
    @Scenario("N30")
    void noCodingIsAskedFor() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.json("{}"))) {
            answer(server);
            assertThat(server.requests.get(0).header("accept-encoding")).containsExactly("identity");
        }
    }

    @ParameterizedTest
    @Scenario("N30")
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "raw deflate"})
    void aCodedAnswerIsReadAllTheSame(String coding) throws Exception {
        byte[] body = coded(coding, JSON.getBytes(StandardCharsets.UTF_8));
        for (boolean chunked : new boolean[] {true, false}) {
            try (RawServer server = saying(coding.replace("raw ", ""), body, chunked)) {
                ApiResponse answer = answer(server);
                assertThat(answer.text()).isEqualTo(JSON);
                assertThat(answer.headers())
                        .containsKey("X-Kept")
                        .doesNotContainKeys("Content-Encoding", "Content-Length");
            }
        }
    }

    @ParameterizedTest
    @Scenario("N30")
    @ValueSource(strings = {"gzip", "deflate", "raw deflate"})
    void aBombEndsAsAnAnswerThatIsTooLarge(String coding) throws Exception {
        byte[] bomb = coded(coding, new byte[50 << 20]);
        assertThat(bomb).hasSizeLessThan(100_000);
        try (RawServer server = saying(coding.replace("raw ", ""), bomb, false)) {
            Reply.Failed failure = failure(server, 100_000);
            assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
            assertThat(failure.cause()).hasMessage("the answer has more than 100000 bytes, which is max-response-size");
        }
    }

    @ParameterizedTest
    @Scenario("N30")
    @ValueSource(strings = {"gzip", "deflate", "raw deflate"})
    void decodedBytesCount(String coding) throws Exception {
        byte[] body = coded(coding, new byte[1000]);
        try (RawServer server = saying(coding.replace("raw ", ""), body, false);
                HttpBackend backend = new HttpBackend(
                        primary(server.url()).maxResponseSize(1000).build())) {
            assertThat(backend.send(issue(), ample())).isInstanceOf(Reply.Answered.class);
            assertThat(failure(server, 999).cause())
                    .hasMessage("the answer has more than 999 bytes, which is max-response-size");
        }
    }

    @ParameterizedTest
    @Scenario("N30")
    @ValueSource(strings = {"gzip", "deflate"})
    void whatIsNotWhatItSaysIsUnreadable(String coding) throws Exception {
        byte[] whole = coded(coding, JSON.getBytes(StandardCharsets.UTF_8));
        for (byte[] body :
                new byte[][] {Arrays.copyOf(whole, whole.length - 9), "garbage".getBytes(StandardCharsets.UTF_8)}) {
            try (RawServer server = saying(coding, body, false)) {
                Reply.Failed failure = failure(server, 100_000);
                assertThat(failure.reason()).isEqualTo(Reason.UNREADABLE);
                assertThat(failure.cause()).hasMessage("the answer is not the " + coding + " that it says it is");
            }
        }
    }

    @ParameterizedTest
    @Scenario("N30")
    @ValueSource(strings = {"br", "gzip, br", "identity", "gzip, gzip"})
    void anAnswerInAnotherCodingIsHandedOverAsItIs(String coding) throws Exception {
        try (RawServer server = saying(coding, "{}".getBytes(StandardCharsets.UTF_8), false)) {
            assertThat(answer(server).text()).isEqualTo("{}");
            assertThat(answer(server).header("Content-Encoding")).isEqualTo(coding);
        }
    }

    @Test
    @Scenario("N30")
    void anEmptyAnswerHasNothingToDecode() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 204 No Content\r\nContent-Encoding: gzip\r\n\r\n")) {
            assertThat(answer(server).body()).isEmpty();
        }
    }
}
