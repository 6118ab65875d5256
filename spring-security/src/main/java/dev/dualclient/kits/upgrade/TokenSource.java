package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.HeaderNames;
import dev.dualclient.kits.RewrittenRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where callers present legacy tokens, and where services look for new ones. Immutable. */
final class TokenSource {

    private static final String BEARER = "Bearer ";

    private final String header;
    private final @Nullable String cookie;
    private final List<String> to;
    private final HeaderNames reserved;
    private final HeaderNames replaced;

    TokenSource(TokenUpgradeProperties.From from, List<String> to) {
        this.cookie = from.cookie();
        this.header = cookie == null ? from.header() : HttpHeaders.AUTHORIZATION;
        this.to = List.copyOf(to);
        this.reserved = HeaderNames.of(to);
        this.replaced =
                HeaderNames.of(Stream.concat(to.stream(), Stream.of(header)).toList());
    }

    /** Returns what a request presents: services might read any of several. */
    List<String> presented(HttpServletRequest request) {
        if (cookie != null) {
            Cookie[] cookies = request.getCookies();
            return Arrays.stream(cookies == null ? new Cookie[0] : cookies)
                    .filter(one -> one.getName().equals(cookie))
                    .map(Cookie::getValue)
                    .toList();
        }
        return Collections.list(request.getHeaders(header));
    }

    /** Returns the token in it, {@code null} if it is none, Basic say. */
    @Nullable
    LegacyToken token(String presented) {
        if (cookie == null && isAuthorization(header)) {
            return presented.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? legacy(presented.substring(BEARER.length()))
                    : null;
        }
        return legacy(presented);
    }

    private static @Nullable LegacyToken legacy(String value) {
        return value.isBlank() ? null : new LegacyToken(value.strip());
    }

    private static boolean isAuthorization(String name) {
        return name.equalsIgnoreCase(HttpHeaders.AUTHORIZATION);
    }

    /** Returns the request without what only this filter may set. */
    HttpServletRequest stripped(HttpServletRequest request) {
        return new RewrittenRequest(request, reserved, Map.of());
    }

    /** Returns the request with the new token where the mode wants it. */
    HttpServletRequest upgraded(HttpServletRequest request, UpgradeMode mode, String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (mode != UpgradeMode.ONLY_NEW) {
            to.forEach(name -> headers.put(name, BEARER + token));
        }
        if (mode == UpgradeMode.ADD) {
            return new RewrittenRequest(request, reserved, headers);
        }
        headers.put(header, isAuthorization(header) ? BEARER + token : token);
        return cookie == null
                ? new RewrittenRequest(request, replaced, headers)
                : withoutCookie(request, headers, cookie);
    }

    private HttpServletRequest withoutCookie(HttpServletRequest request, Map<String, String> headers, String name) {
        Cookie[] left = Arrays.stream(request.getCookies())
                .filter(one -> !one.getName().equals(name))
                .toArray(Cookie[]::new);
        headers.put(
                HttpHeaders.COOKIE,
                Arrays.stream(left)
                        .map(one -> one.getName() + "=" + one.getValue())
                        .collect(Collectors.joining("; ")));
        return new RewrittenRequest(request, replaced, headers) {
            @Override
            public Cookie[] getCookies() {
                return left.clone();
            }
        };
    }
}
