package dev.dualclient.shadow;

import dev.dualclient.call.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of repeating a read at the primary. Immutable, and free of values: fields are told by their names alone.
 *
 * @param operation the id of the operation
 * @param result what came of it
 * @param secondary how the secondary's answer reads, which the caller got
 * @param primary how the primary's answer reads, {@code null} if it was not asked
 * @param fields where the answers differ: {@code client.clientName}, {@code scopes[]}; at most 50
 */
public record ShadowEvent(
        String operation,
        Result result,
        Reason secondary,
        @Nullable Reason primary,
        List<String> fields) {

    /** What can come of it. */
    public enum Result {
        /** Both backends say the same. */
        SAME,
        /** They differ in fields of their answers. */
        DIFFERENT_FIELDS,
        /** One knows what the other does not, or refuses it. */
        DIFFERENT_OUTCOME,
        /** The primary gave no answer. */
        NO_ANSWER,
        /** There were too many to be compared. */
        DROPPED
    }

    /** Copies the fields. */
    public ShadowEvent {
        fields = List.copyOf(fields);
    }
}
