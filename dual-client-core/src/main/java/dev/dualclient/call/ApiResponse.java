package dev.dualclient.call;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Locator;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer of a backend. Immutable and thread-safe. Its {@code toString} tells the status and nothing else, for
 * everything else may be secret.
 */
public final class ApiResponse {

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final JsonText json;

    /**
     * Creates an answer.
     *
     * @param status the HTTP status
     * @param headers the headers; their names are compared without regard to case. A map that compares so already is
     *     not to be changed afterwards
     * @param body the body, empty where there is none; not to be changed afterwards
     */
    public ApiResponse(int status, Map<String, List<String>> headers, byte[] body) {
        this.status = status;
        this.headers = sorted(headers);
        this.body = body;
        this.json = JsonText.lenient(body);
    }

    /** Returns an error as Authlete writes one: {@code {"resultCode":…,"resultMessage":…}}. */
    public static ApiResponse error(int status, String code, String message) {
        byte[] body = JsonFormat.write(
                new ObjectNode().put("resultCode", code).put("resultMessage", "[" + code + "] " + message));
        return new ApiResponse(status, Map.of("Content-Type", List.of("application/json")), body);
    }

    private static Map<String, List<String>> sorted(Map<String, List<String>> headers) {
        if (headers instanceof TreeMap<String, List<String>> tree
                && tree.comparator() == String.CASE_INSENSITIVE_ORDER) {
            return tree;
        }
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sorted.putAll(headers);
        return sorted;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the headers, by names compared without regard to case. */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Returns the first value of a header, {@code null} where there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * Returns how long the answer asks to wait (RFC 9110 section 10.2.3), {@code null} where it does not say it.
     *
     * @param now the time that a date is compared with
     */
    public @Nullable Duration retryAfter(Instant now) {
        return RetryAfter.wait(this, now);
    }

    /** Returns the time at which the server has answered, as its {@code Date} header says it; {@code null} without one. */
    public @Nullable Instant date() {
        String date = header("Date");
        try {
            return date == null
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    /** Returns the body. The array is not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the body read as JSON, {@code null} where it is empty or not JSON. */
    public @Nullable JsonNode json() {
        return json.tree();
    }

    /** Returns whether the body is a JSON object. */
    boolean isJsonObject() {
        return json.isObject();
    }

    /** Returns the value at a place of the body, {@code null} where it has none. */
    public @Nullable String value(Locator at) {
        return json.value(at);
    }

    /** Returns the scalar at a JSON pointer as text, {@code null} where there is none. */
    public @Nullable String value(String pointer) {
        return json.value(pointer);
    }

    /** Returns the OAuth error that the answer wants handed to the client, {@code null} if there is none. */
    public @Nullable String oauthError() {
        return OAuthError.told(this);
    }

    /** Returns this answer with another body. */
    public ApiResponse withBody(byte[] other) {
        return new ApiResponse(status, headers, other);
    }

    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
