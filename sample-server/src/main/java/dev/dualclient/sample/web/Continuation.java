package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Where a user goes after the login. The login page itself carries it, not the session: each of several tabs then ends
 * the request that it began.
 *
 * @param path path of a page of this server below its context path, with its query
 */
record Continuation(String path) {

    /** The parameter of the login page that holds it. */
    static final String PARAMETER = "continue";

    private static final Pattern AMBIGUOUS = Pattern.compile("[^?]*(//|/\\.{1,2}([/?]|$))");
    private static final Continuation HOME = new Continuation("/");

    /** Returns what the login page was told; whatever does not stay on this server is replaced by the start page. */
    static Continuation of(HttpServletRequest request) {
        String path = request.getParameter(PARAMETER);
        return path != null && path.startsWith("/") && isPlain(path) ? new Continuation(path) : HOME;
    }

    /**
     * Whether a path can be read in one way only. Browsers read a backslash as a slash, drop control characters and
     * resolve dots, and two slashes can be taken for the beginning of another server's name.
     */
    private static boolean isPlain(String path) {
        return !AMBIGUOUS.matcher(path).lookingAt()
                && path.chars().allMatch(character -> character > ' ' && character < 0x7f && character != '\\');
    }

    /** Returns the page that was asked for, the start page for what cannot be asked for again. */
    static Continuation to(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            return HOME;
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return new Continuation(request.getQueryString() == null ? path : path + "?" + request.getQueryString());
    }

    /**
     * Returns the address of the login page that leads there.
     *
     * @param notice a parameter that lets the page say something first, {@code null} for none
     */
    String login(@Nullable String notice) {
        return LoginPage.PATH
                + "?"
                + (notice == null ? "" : notice + "&")
                + PARAMETER
                + "="
                + UriUtils.encode(path, StandardCharsets.UTF_8);
    }

    /** Returns the parameter {@code request} of the page, {@code null} where it has none. */
    @Nullable
    String requestId() {
        return UriComponentsBuilder.fromUriString(path).build().getQueryParams().getFirst("request");
    }
}
