package dev.dualclient.gateway;

import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Match;
import dev.dualclient.operation.Side;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request asks for: the row of the catalogue that its method and path stand for, in either style of path. */
final class Target {

    private static final String SERVICE_ID = "serviceId";

    /** Where the paths of the Authlete Web API begin. */
    private static final String API = "/api";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private final @Nullable String serviceId;

    /**
     * Creates the search.
     *
     * @param serviceId the only service that paths of the style of 3.0 may name, {@code null} if any
     */
    Target(@Nullable String serviceId) {
        this.serviceId = serviceId;
    }

    /**
     * Returns what a request asks for.
     *
     * @throws Rejection if no version of the Authlete Web API has that method and path
     */
    Match of(HttpServletRequest request) throws Rejection {
        String path = path(request);
        Match match = match(request.getMethod(), path);
        if (match != null) {
            String named = match.variables().get(SERVICE_ID);
            if (named != null && serviceId != null && !named.equals(serviceId)) {
                throw Rejection.anotherService();
            }
            return match;
        }
        List<String> allowed =
                METHODS.stream().filter(method -> match(method, path) != null).toList();
        throw allowed.isEmpty() ? Rejection.noSuchPath() : Rejection.methodNotAllowed(allowed);
    }

    /** The literals of 2.3 go first: a service id is a number, which no path of 2.3 begins with. */
    private static @Nullable Match match(String method, String path) {
        return Stream.of(Side.SECONDARY, Side.PRIMARY)
                .map(style -> Catalogue.match(style, method, path))
                .filter(match -> match != null)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the path as it was sent, from {@code /api} on: the catalogue decodes it once, segment by segment, so that
     * nothing that a container makes of it counts.
     */
    private static String path(HttpServletRequest request) throws Rejection {
        String raw = request.getRequestURI();
        String mount = request.getContextPath() + request.getServletPath();
        if (!raw.startsWith(mount)) { // the container has resolved or decoded something to come here
            throw Rejection.noSuchPath();
        }
        String lower = raw.toLowerCase(Locale.ROOT);
        if (lower.contains("%2f") || lower.contains("%5c") || lower.contains("\\")) {
            throw Rejection.malformed("a path may not hold an encoded slash.");
        }
        return raw.substring(mount.endsWith(API) ? mount.length() - API.length() : mount.length());
    }
}
