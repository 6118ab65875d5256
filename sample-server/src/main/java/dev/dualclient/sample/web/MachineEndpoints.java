package dev.dualclient.sample.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The endpoints that programs call. Their errors are always JSON: the {@code Accept} header that an HTTP library sends
 * by default often names {@code text/html}.
 */
final class MachineEndpoints {

    /** Where clients come without a user. They prove themselves to Authlete, each as it is registered there. */
    static final String[] FOR_CLIENTS = {
        "/.well-known/**",
        "/api/backchannel/authentication",
        "/api/batch_credential",
        "/api/credential",
        "/api/deferred_credential",
        "/api/device/authorization",
        "/api/federation/register",
        "/api/gm/**",
        "/api/jwks",
        "/api/nonce",
        "/api/offer/{id:(?!issue$).+}",
        "/api/par",
        "/api/register/**",
        "/api/revocation",
        "/api/token",
        "/api/userinfo",
        "/api/vci/jwks",
    };

    /** Where a caller proves itself to this server. */
    private static final String[] WITH_PASSWORD = {
        "/actuator/**", "/api/backchannel/authentication/callback", "/api/introspection",
    };

    /** A mistyped address below this path is a program's too. */
    private static final String BELOW = "/api/**";

    /** The pages below it. */
    private static final String[] PAGES = {"/api/authorization/**", "/api/logout/**", "/api/offer/issue"};

    private static final List<PathPattern> ALL = patterns(FOR_CLIENTS, WITH_PASSWORD, new String[] {BELOW});
    private static final List<PathPattern> EXCEPT = patterns(PAGES);

    private MachineEndpoints() {}

    private static List<PathPattern> patterns(String[]... paths) {
        return Stream.of(paths)
                .flatMap(Stream::of)
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    /** Whether a request is for one of these endpoints, also where it has ended in the container's error handling. */
    static boolean serve(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String uri = failed == null ? request.getRequestURI() : failed.toString();
        String path = uri.startsWith(request.getContextPath())
                ? uri.substring(request.getContextPath().length())
                : uri;
        PathContainer parsed = PathContainer.parsePath(path);
        return ALL.stream().anyMatch(pattern -> pattern.matches(parsed))
                && EXCEPT.stream().noneMatch(pattern -> pattern.matches(parsed));
    }
}
