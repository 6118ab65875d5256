package dev.dualclient.gateway;

import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Match;
import dev.dualclient.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads HTTP requests as calls of operations. */
final class Requests {

    private static final Set<String> WITHOUT_BODY = Set.of("GET", "DELETE");

    private final int maxBodySize;

    /**
     * Creates the reader.
     *
     * @param maxBodySize the largest body that is read, in bytes
     */
    Requests(int maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    /**
     * Returns the call that a request is.
     *
     * @param match what it asks for
     * @throws Rejection if it is malformed or too large
     */
    ApiCall call(HttpServletRequest request, Match match) throws Rejection, IOException {
        Operation operation = match.operation();
        ApiCall.Builder call = ApiCall.of(operation);
        addHeaders(call, request);
        Fields query = Fields.parse(request.getQueryString());
        Fields beside = new Fields();
        match.variables().forEach((name, value) -> {
            if (operation.primaryPath().contains("{" + name + "}")) {
                call.path(name, value);
            } else {
                beside.add(name, value);
            }
        });
        // An operation with a body is also documented as a GET or DELETE that says the same in path and query.
        if (operation.method().equals("POST") && WITHOUT_BODY.contains(request.getMethod())) {
            query.forEach(beside::add);
            call.body(beside.json());
            return call.build();
        }
        query.forEach(call::query);
        if (!WITHOUT_BODY.contains(operation.method())) {
            byte[] body = body(request);
            if (body.length > 0) {
                call.body(Body.json(body, request.getContentType()));
            }
        }
        return call.build();
    }

    private byte[] body(HttpServletRequest request) throws Rejection, IOException {
        if (request.getContentLengthLong() > maxBodySize) {
            throw Rejection.tooLarge(maxBodySize);
        }
        byte[] body = request.getInputStream().readNBytes(maxBodySize + 1);
        if (body.length > maxBodySize) {
            throw Rejection.tooLarge(maxBodySize);
        }
        return body;
    }

    /** What concerns one connection only stays here (RFC 9110 section 7.6.1); credentials never pass a backend's door. */
    private static void addHeaders(ApiCall.Builder call, HttpServletRequest request) throws Rejection {
        Set<String> ofConnection = new HashSet<>();
        for (String named : Collections.list(request.getHeaders("Connection"))) {
            for (String name : named.split(",")) {
                ofConnection.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        for (String name : Collections.list(request.getHeaderNames())) {
            if (!ofConnection.contains(name.toLowerCase(Locale.ROOT))) {
                List<String> values = new ArrayList<>(Collections.list(request.getHeaders(name)));
                try {
                    call.header(name, String.join(", ", values));
                } catch (IllegalArgumentException notAllowed) {
                    throw Rejection.malformed("a header has characters that HTTP does not allow.");
                }
            }
        }
    }
}
