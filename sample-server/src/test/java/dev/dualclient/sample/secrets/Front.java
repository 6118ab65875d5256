package dev.dualclient.sample.secrets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Keeps what callers say to the server, and what it answers them. Thread-safe. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class Front extends OncePerRequestFilter {

    private static final int MOST = 100_000;

    /**
     * A request and its answer.
     *
     * @param path the path
     * @param said everything, as it could have been on the wire
     * @param status the HTTP status
     * @param type the media type of the answer, empty where there is none
     * @param body the body of the answer
     */
    record Exchange(String path, String said, int status, String type, String body) {

        /** Whether the answer is one for people or operators, or tells an error: none is a place for a secret. */
        boolean shown() {
            return type.startsWith("text/") || status >= 400 || path.startsWith("/actuator/");
        }
    }

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

    List<Exchange> exchanges() {
        return exchanges;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingRequestWrapper asked = new ContentCachingRequestWrapper(request, MOST);
        ContentCachingResponseWrapper answered = new ContentCachingResponseWrapper(response);
        try {
            chain.doFilter(asked, answered);
        } finally {
            String body = new String(answered.getContentAsByteArray(), StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder("?" + request.getQueryString() + "\n");
            for (String header : Collections.list(request.getHeaderNames())) {
                said.append(header)
                        .append(": ")
                        .append(request.getHeader(header))
                        .append('\n');
            }
            said.append(new String(asked.getContentAsByteArray(), StandardCharsets.UTF_8))
                    .append('\n')
                    .append(answered.getHeader("Location"))
                    .append('\n')
                    .append(body);
            String type = answered.getContentType() == null ? "" : answered.getContentType();
            exchanges.add(new Exchange(request.getRequestURI(), said.toString(), answered.getStatus(), type, body));
            answered.copyBodyToResponse();
        }
    }
}
