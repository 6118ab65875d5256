package dev.dualclient.test.server;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;

/**
 * An answer before it goes over the wire. Immutable. Its {@code toString} tells the status and nothing else.
 *
 * @param status the HTTP status
 * @param headers the headers, without those that frame the body
 * @param body the body, empty for none; not to be changed
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    static final String JSON = "application/json;charset=UTF-8";

    /** Copies the headers, in their order. */
    public Answer {
        headers = new LinkedHashMap<>(headers);
    }

    /** Returns an answer without body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /** Returns an answer with a JSON body. */
    public static Answer json(int status, String json) {
        return of(status, JSON, json);
    }

    /** Returns an answer with a body of text. */
    public static Answer of(int status, String contentType, String text) {
        return new Answer(status, Map.of("Content-Type", contentType), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns this answer with one header more, or another value for it. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    /** Returns this answer with another body. */
    Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }

    /** Returns the status line and headers, with the header lines that frame the body. */
    byte[] head(String... framing) {
        String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(status, null);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
        head.append(reason == null ? "" : reason).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        for (String line : framing) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the whole answer as it should go over the wire. */
    byte[] wire(boolean last) {
        byte[] head = last
                ? head("Content-Length: " + body.length, "Connection: close")
                : status == 204 ? head() : head("Content-Length: " + body.length);
        ByteArrayOutputStream wire = new ByteArrayOutputStream(head.length + body.length);
        wire.writeBytes(head);
        wire.writeBytes(body);
        return wire.toByteArray();
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
