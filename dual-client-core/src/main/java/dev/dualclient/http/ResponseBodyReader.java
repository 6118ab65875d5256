package dev.dualclient.http;

import dev.dualclient.call.ApiResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads an answer whole, in bounded memory. */
final class ResponseBodyReader {

    private static final String CODING = "Content-Encoding";
    private static final byte[] NOTHING = {};

    private final int maxSize;

    ResponseBodyReader(int maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Reads an answer.
     *
     * @throws UnreadableAnswerException if its body is larger than allowed, as sent or decoded, or not what it says it is;
     *     the exchange is over then
     */
    ApiResponse read(ClassicHttpResponse response, Exchange exchange) throws IOException {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        byte[] body = body(response.getEntity(), exchange);
        ContentCoding coding = body.length == 0 ? null : ContentCoding.of(headers.get(CODING));
        if (coding != null) {
            body = coding.decoded(body, maxSize);
            headers.remove(CODING);
            headers.remove("Content-Length");
        }
        return new ApiResponse(response.getCode(), headers, body);
    }

    private byte[] body(@Nullable HttpEntity entity, Exchange exchange) throws IOException {
        if (entity == null) {
            return NOTHING;
        }
        long told = entity.getContentLength();
        byte[] body = told > maxSize ? NOTHING : entity.getContent().readNBytes(most(told));
        if (told > maxSize || body.length > maxSize) {
            exchange.cancel(); // else closing the answer would read the rest of it
            throw UnreadableAnswerException.tooLarge(maxSize);
        }
        return body;
    }

    /** Returns how many bytes to read: the announced length, or one more than allowed if none was announced. */
    private int most(long told) {
        return told > 0 ? (int) told : oneMore(maxSize);
    }

    static int oneMore(int maxSize) {
        return maxSize == Integer.MAX_VALUE ? maxSize : maxSize + 1;
    }

    /** Thrown if the body of an answer is larger than allowed, or not encoded as it says. */
    static final class UnreadableAnswerException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableAnswerException(String message) {
            super(message);
        }

        static UnreadableAnswerException tooLarge(int maxSize) {
            return new UnreadableAnswerException(
                    "the answer has more than " + maxSize + " bytes, which is max-response-size");
        }
    }
}
