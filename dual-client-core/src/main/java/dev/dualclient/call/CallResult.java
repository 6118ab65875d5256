package dev.dualclient.call;

import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The result of a call. Immutable.
 *
 * @param operation the operation called
 * @param attempts the attempts, in the order in which the backends were asked; at least one, which may have been decided
 *     without asking a backend
 * @param counted the attempt that counts
 * @param answer what the caller gets: the answer that counts, with its ticket tagged, or a merged one; {@code null} if
 *     no answer counts and the caller is to try again later
 */
public record CallResult(
        Operation operation,
        List<Attempt> attempts,
        Attempt counted,
        @Nullable ApiResponse answer) {

    private static final String CLIENT_ERROR = "A000201";

    /** Copies the attempts. */
    public CallResult {
        attempts = List.copyOf(attempts);
    }

    /** Returns how the call ended. */
    public Outcome outcome() {
        return counted.outcome();
    }

    /**
     * Returns how every backend that was asked failed, where no answer counts. It tells nothing of what was sent or
     * received.
     */
    public String explanation() {
        if (counted.reason() == Reason.ROW_NOT_KNOWN) {
            return operation.ordinary().effect() == Effect.KILL
                    ? operation.id() + " was done as far as possible: row not known; name client and subject"
                    : operation.id() + " was not done: row not known; name the token by its value, or call"
                            + " auth-token-get-list for its client and subject before";
        }
        return operation.id() + " is temporarily unavailable: "
                + attempts.stream().map(Attempt::description).collect(Collectors.joining(", "));
    }

    /**
     * Returns when to try again, in seconds or as a date (RFC 9110 section 10.2.3), where no answer counts: what a backend
     * says, the one that was asked first before the other.
     */
    public String retryAfter() {
        return attempts.stream()
                .map(Attempt::answer)
                .map(RetryAfter::of)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("1");
    }

    /** Whether nobody was asked, because the request could be read in two ways. */
    public boolean isMalformed() {
        return counted.reason() == Reason.MALFORMED;
    }

    /** Returns the refusal of a call that nobody is asked about, because it could be read in two ways. */
    public static CallResult malformed(Operation operation, Side leader, String defect) {
        ApiResponse answer = ApiResponse.error(400, CLIENT_ERROR, "Client Error: " + defect + ".");
        Attempt refused = new Attempt(leader, Reason.MALFORMED, answer, null, Duration.ZERO);
        return new CallResult(operation, List.of(refused), refused, answer);
    }

    /** Returns the result of a call without an answer that counts. */
    public static CallResult unavailable(Operation operation, Attempt attempt) {
        return new CallResult(operation, List.of(attempt), attempt, null);
    }
}
