package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP responses that an authorization server gives. None of them may be stored by a cache. */
public final class Replies {

    public static final MediaType JWT = MediaType.valueOf("application/jwt");
    static final MediaType INTROSPECTION_JWT = MediaType.valueOf("application/token-introspection+jwt");
    static final String BASIC_CHALLENGE = "Basic realm=\"authorization server\"";

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /** A form that posts itself (OAuth 2.0 Form Post Response Mode) is a page of its own: its script has to run. */
    private static final String FORM_POST_POLICY = "default-src 'none'; script-src 'unsafe-inline'";

    private Replies() {}

    /** Returns a response without a body. */
    public static ResponseEntity<String> empty(HttpStatus status) {
        return uncached(status).build();
    }

    /** Returns a response with a JSON body, {@code null} for none. */
    public static ResponseEntity<String> json(HttpStatus status, @Nullable String content) {
        return content == null || content.isEmpty()
                ? empty(status)
                : typed(status, MediaType.APPLICATION_JSON, content);
    }

    /** Returns a response with a body of some type. */
    public static ResponseEntity<String> typed(HttpStatus status, MediaType type, @Nullable String content) {
        return uncached(status).contentType(type).body(content);
    }

    /** Returns an error in the words of OAuth (RFC 6749 section 5.2). */
    public static ResponseEntity<String> error(HttpStatus status, String error, String description) {
        return json(
                status,
                JsonMapper.shared().writeValueAsString(Map.of("error", error, "error_description", description)));
    }

    /** Returns the reply where this server and the backend did not understand each other. */
    public static ResponseEntity<String> serverError(@Nullable String content) {
        return json(HttpStatus.INTERNAL_SERVER_ERROR, content);
    }

    /** Returns the refusal of a client that did not authenticate (RFC 6749 section 5.2). */
    public static ResponseEntity<String> unauthenticated(@Nullable String content) {
        return uncached(HttpStatus.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, BASIC_CHALLENGE)
                .contentType(MediaType.APPLICATION_JSON)
                .body(content);
    }

    /** Returns the refusal of a protected resource, which stands in the challenge (RFC 6750 section 3). */
    public static ResponseEntity<String> challenge(HttpStatus status, @Nullable String challenge) {
        return uncached(status)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge == null ? "Bearer" : challenge)
                .build();
    }

    /** Returns a redirection to a page of this server, below the path that it has for browsers. */
    public static ResponseEntity<String> page(HttpServletRequest request, String path) {
        return location(request.getContextPath() + path);
    }

    /** Returns a redirection to a client. */
    public static ResponseEntity<String> location(String uri) {
        return uncached(HttpStatus.FOUND).header(HttpHeaders.LOCATION, uri).build();
    }

    /** Returns a page that posts itself to a client. */
    public static ResponseEntity<String> form(String html) {
        return uncached(HttpStatus.OK)
                .contentType(HTML)
                .header("Content-Security-Policy", FORM_POST_POLICY)
                .body(html);
    }

    private static ResponseEntity.BodyBuilder uncached(HttpStatus status) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache");
    }
}
