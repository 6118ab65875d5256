package dev.dualclient.test.histories.truth;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Locator;
import org.jspecify.annotations.Nullable;

/** What an authorization server learns from an answer. */
public enum Verdict {
    /** Yes: active, issued, done. */
    ACCEPTED,
    /** No, for good: inactive, invalid. */
    REFUSED,
    /** Try again later: no answer, 5xx, 429. */
    UNAVAILABLE;

    private static final Locator ACTIVE = Locator.of("/responseContent#/active");

    /** Reads an answer that says by its {@code action} what to do, of which one means yes. */
    public static Verdict ofAction(@Nullable ApiResponse answer, String yes) {
        if (answer == null || isUnavailable(answer) || "INTERNAL_SERVER_ERROR".equals(answer.value("/action"))) {
            return UNAVAILABLE;
        }
        return yes.equals(answer.value("/action")) ? ACCEPTED : REFUSED;
    }

    /** Reads a standard introspection (RFC 7662). */
    public static Verdict ofStandard(@Nullable ApiResponse answer) {
        if (answer == null || isUnavailable(answer)) {
            return UNAVAILABLE;
        }
        return "true".equals(answer.value(ACTIVE)) ? ACCEPTED : REFUSED;
    }

    /** Reads an answer that says it by its status. */
    public static Verdict ofStatus(@Nullable ApiResponse answer) {
        if (answer == null || isUnavailable(answer)) {
            return UNAVAILABLE;
        }
        return answer.status() < 300 ? ACCEPTED : REFUSED;
    }

    private static boolean isUnavailable(ApiResponse answer) {
        return answer.status() >= 500 || answer.status() == 429;
    }
}
