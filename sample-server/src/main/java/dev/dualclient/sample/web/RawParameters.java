package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * The parameters of a request exactly as they came. Authlete judges them, so that missing, repeated and malformed ones
 * get the error that the specifications ask for.
 */
public final class RawParameters {

    private static final int LIMIT = 64 * 1024;

    private RawParameters() {}

    /** Returns the query string, empty where there is none. */
    public static String ofQuery(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? "" : query;
    }

    /**
     * Returns the body, empty where there is none. Nothing may have read it before.
     *
     * @throws ResponseStatusException if it has more than 64 KiB
     */
    public static String ofBody(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
