package dev.dualclient.gateway;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes what a call came to as an HTTP answer. */
final class ResponseWriter {

    private static final String SERVER_ERROR = "A000102";

    /** What concerns the connection to the backend, or the backend as an origin, rather than the answer. */
    private static final Set<String> NOT_THE_ANSWERS = Set.of(
            "alt-svc",
            "connection",
            "content-encoding",
            "content-length",
            "date",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authentication-info",
            "server",
            "set-cookie",
            "strict-transport-security",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    private ResponseWriter() {}

    /** Writes the answer that counts, byte for byte, or that the call is to be made again later. */
    static void write(CallResult result, HttpServletResponse response) throws IOException {
        ApiResponse answer = result.answer();
        if (answer == null) {
            response.setHeader("Retry-After", result.retryAfter());
            write(ApiResponse.error(503, SERVER_ERROR, "Server Error: " + result.explanation()), response);
        } else {
            write(answer, response);
        }
    }

    static void write(Rejection rejection, HttpServletResponse response) throws IOException {
        rejection.values().forEach(value -> response.addHeader(rejection.header(), value));
        write(ApiResponse.error(rejection.status(), rejection.code(), rejection.words()), response);
    }

    private static void write(ApiResponse answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            if (!NOT_THE_ANSWERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                header.getValue().forEach(value -> response.addHeader(header.getKey(), value));
            }
        }
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
