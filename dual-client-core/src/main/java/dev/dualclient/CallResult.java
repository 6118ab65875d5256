package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to. Immutable.
 *
 * @param operation the operation called
 * @param attempts the attempts, in the order in which the backends were asked; at least one
 * @param counted the attempt that counts
 * @param answer what the caller gets: the answer that counts, with its ticket tagged, or a merged one; {@code null} if
 *     no answer counts and the caller is to try again later
 */
public record CallResult(
        Operation operation,
        List<Attempt> attempts,
        Attempt counted,
        @Nullable ApiAnswer answer) {

    /** Copies the attempts. */
    public CallResult {
        attempts = List.copyOf(attempts);
    }

    /** Returns how the call ended. */
    public Outcome outcome() {
        return counted.outcome();
    }

    static CallResult unavailable(Operation operation, Attempt attempt) {
        return new CallResult(operation, List.of(attempt), attempt, null);
    }
}
