package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApiException;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions that callers get. Messages name operation, backends and reasons, but never what was sent or
 * received; the body of an answer is in {@link AuthleteApiException#getResponseBody()} alone.
 */
final class Failures {

    private static final String RETRY_AFTER = "Retry-After";
    private static final int UNAVAILABLE = 503;

    private Failures() {}

    /** Returns the exception for an answer that counts and is an error. */
    static AuthleteApiException refused(CallResult result, ApiResponse answer) {
        String message = "HTTP " + answer.status() + " " + StatusMessage.of(answer.status());
        String defect = result.isMalformed() ? answer.value("/resultMessage") : null;
        return besides(result, result.counted(), of(answer, defect == null ? message : message + " " + defect, null));
    }

    /** Returns the exception for an answer that counts and is JSON of another type than the method returns. */
    static AuthleteApiException unreadable(CallResult result, ApiResponse answer, Class<?> type) {
        String message = "HTTP " + answer.status() + ", but the answer to "
                + result.operation().id() + " is no JSON of " + type.getSimpleName();
        return besides(result, result.counted(), of(answer, message, null));
    }

    /** Returns the exception for a call without an answer that counts: the caller should try again later. */
    static AuthleteApiException noAnswer(CallResult result) {
        Exception cause = result.counted().failure();
        return besides(
                result,
                cause == null ? null : result.counted(),
                new AuthleteApiException(
                        result.explanation(),
                        cause,
                        UNAVAILABLE,
                        StatusMessage.of(UNAVAILABLE),
                        null,
                        headers(UNAVAILABLE, Map.of(RETRY_AFTER, List.of(result.retryAfter())))));
    }

    /** Adds the other attempts' answers and transport failures as suppressed exceptions. */
    private static AuthleteApiException besides(
            CallResult result, @Nullable Attempt told, AuthleteApiException failure) {
        result.attempts().stream()
                .filter(attempt -> attempt != told && attempt.outcome() != Outcome.ACCEPTED)
                .filter(attempt -> attempt.answer() != null || attempt.failure() != null)
                .map(Failures::of)
                .forEach(failure::addSuppressed);
        return failure;
    }

    private static AuthleteApiException of(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return answer == null
                ? new AuthleteApiException(attempt.description(), attempt.failure())
                : of(answer, attempt.description(), attempt.failure());
    }

    private static AuthleteApiException of(ApiResponse answer, String message, @Nullable Exception cause) {
        return new AuthleteApiException(
                message,
                cause,
                answer.status(),
                StatusMessage.of(answer.status()),
                answer.text(),
                headers(answer.status(), answer.headers()));
    }

    /** As {@code HttpURLConnection} has them: the status line is the value of the {@code null} key. */
    private static Map<String, List<String>> headers(int status, Map<String, List<String>> headers) {
        Map<String, List<String>> all = new TreeMap<>(Comparator.nullsFirst(String.CASE_INSENSITIVE_ORDER));
        all.putAll(headers);
        all.put(null, List.of("HTTP/1.1 " + status + " " + StatusMessage.of(status)));
        return all;
    }
}
