package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why a request cannot be served, told in the words of OAuth and never with a stack trace.
 *
 * @param status the HTTP status
 * @param error the OAuth error
 * @param description one sentence for a person
 * @param headers further headers of the response
 */
public record Failure(HttpStatusCode status, String error, String description, HttpHeaders headers) {

    /** How long a client is asked to wait where the backend does not say, in seconds. */
    private static final String RETRY_AFTER_SECONDS = "2";

    private static final String UNAVAILABLE = "The service is unavailable at the moment. Please try again.";
    private static final String SERVER_ERROR = "The server met a problem of its own.";

    /** The result code of a request that Dual Client sends to nobody. */
    private static final String MALFORMED = "\"resultCode\":\"A000201\"";

    /** Returns a failure without further headers. */
    public static Failure of(HttpStatusCode status, String error, String description) {
        return new Failure(status, error, description, new HttpHeaders());
    }

    /** Returns what to say about a status alone. */
    public static Failure of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> of(status, "invalid_client", "The caller has to authenticate.");
            case 403 ->
                of(
                        status,
                        "access_denied",
                        "This page is too old, or another site has sent the request. Please start again at the"
                                + " application.");
            case 404 -> of(status, "invalid_request", "There is nothing at this address.");
            case 405 -> of(status, "invalid_request", "This address does not support the method of the request.");
            case 413 -> of(status, "invalid_request", "The request is larger than 64 KiB.");
            case 415 -> of(status, "invalid_request", "The content type of the request is not supported.");
            case 429 -> of(status, "slow_down", "There were too many attempts. Please try again in some minutes.");
            case 503 -> of(status, "temporarily_unavailable", UNAVAILABLE);
            default ->
                status.is5xxServerError()
                        ? new Failure(status, "server_error", SERVER_ERROR, new HttpHeaders())
                        : of(status, "invalid_request", "The request is malformed or incomplete.");
        };
    }

    /** Returns what to say where Authlete gave no answer, or one that no client can do anything about. */
    public static Failure of(AuthleteApiException unanswered) {
        int status = unanswered.getStatusCode();
        if (isMalformed(unanswered)) {
            return of(
                    HttpStatus.BAD_REQUEST,
                    "invalid_request",
                    "The request is malformed, or has a parameter more than once.");
        }
        if (status >= 400 && status < 500 && status != HttpStatus.TOO_MANY_REQUESTS.value()) {
            return serverError();
        }
        Failure failure = of(HttpStatus.SERVICE_UNAVAILABLE, "temporarily_unavailable", UNAVAILABLE);
        failure.headers.set(HttpHeaders.RETRY_AFTER, retryAfter(unanswered.getResponseHeaders()));
        return failure;
    }

    /** Whether no backend was asked, because the client's request could be read in two ways. */
    private static boolean isMalformed(AuthleteApiException refused) {
        String body = refused.getResponseBody();
        return refused.getStatusCode() == HttpStatus.BAD_REQUEST.value() && body != null && body.contains(MALFORMED);
    }

    /** Returns what to say where the client can do nothing about it. */
    public static Failure serverError() {
        return of(HttpStatus.INTERNAL_SERVER_ERROR, "server_error", SERVER_ERROR);
    }

    private static String retryAfter(@Nullable Map<String, List<String>> headers) {
        if (headers == null) {
            return RETRY_AFTER_SECONDS;
        }
        return headers.entrySet().stream()
                .filter(header -> HttpHeaders.RETRY_AFTER.equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse(RETRY_AFTER_SECONDS);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !MachineEndpoints.serve(request) && accept != null && accept.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** Returns JSON for a program, a page for a browser. */
    Object render(HttpServletRequest request, HttpServletResponse response) {
        if (!wantsPage(request)) {
            return json();
        }
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        return page();
    }

    /** Returns a page in place of an error in JSON where a person would see it; any other reply as it is. */
    static Object shown(ResponseEntity<String> reply, HttpServletRequest request, HttpServletResponse response) {
        if (!reply.getStatusCode().isError() || !wantsPage(request)) {
            return reply;
        }
        Failure plain = of(reply.getStatusCode());
        JsonNode told = readable(reply.getBody());
        return of(
                        plain.status(),
                        told.path("error").asString(plain.error()),
                        told.path("error_description").asString(plain.description()))
                .render(request, response);
    }

    private static JsonNode readable(@Nullable String content) {
        try {
            return JsonMapper.shared().readTree(content == null ? "" : content);
        } catch (JacksonException noJson) { // then the status has to be enough
            return JsonMapper.shared().createObjectNode();
        }
    }

    /** Returns the page that says so. */
    public ModelAndView page() {
        ModelAndView page =
                new ModelAndView("error", Map.of("status", status.value(), "error", error, "description", description));
        page.setStatus(status);
        return page;
    }

    /** Returns the JSON that says so (RFC 6749 section 5.2). */
    public ResponseEntity<Map<String, String>> json() {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.PRAGMA, "no-cache")
                .body(Map.of("error", error, "error_description", description));
    }
}
