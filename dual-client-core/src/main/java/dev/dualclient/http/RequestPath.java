package dev.dualclient.http;

import dev.dualclient.call.ApiCall;
import java.util.List;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/** The path and query of a request, with every argument percent-encoded (RFC 3986 section 2.1). */
final class RequestPath {

    private static final String SERVICE_ID = "serviceId";

    private final String base;
    private final @Nullable String serviceId;

    RequestPath(String base, @Nullable String serviceId) {
        this.base = base;
        this.serviceId = serviceId;
    }

    /**
     * Fills in a template.
     *
     * @throws IllegalArgumentException if the call lacks a path variable; the message names the variable
     */
    String of(String template, ApiCall call) {
        StringBuilder path = new StringBuilder(base);
        int done = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', done)) {
            int close = template.indexOf('}', open);
            path.append(template, done, open).append(segment(value(template.substring(open + 1, close), call)));
            done = close + 1;
        }
        path.append(template, done, template.length());
        return appendQuery(path, call.query()).toString();
    }

    private String value(String variable, ApiCall call) {
        String value =
                variable.equals(SERVICE_ID) ? serviceId : call.pathVariables().get(variable);
        if (value == null) {
            throw new IllegalArgumentException(call.operation().id() + " needs the path variable " + variable);
        }
        return value;
    }

    /** Dot segments are made of unreserved characters, and yet anything on the way may resolve them (section 5.2.4). */
    private static String segment(String value) {
        return value.equals(".") || value.equals("..") ? value.replace(".", "%2E") : encoded(value);
    }

    private static StringBuilder appendQuery(StringBuilder path, List<ApiCall.QueryParameter> query) {
        char separator = '?';
        for (ApiCall.QueryParameter parameter : query) {
            path.append(separator).append(encoded(parameter.name())).append('=').append(encoded(parameter.value()));
            separator = '&';
        }
        return path;
    }

    private static String encoded(String value) {
        return PercentCodec.RFC3986.encode(value);
    }
}
