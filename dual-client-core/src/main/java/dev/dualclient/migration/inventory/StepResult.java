package dev.dualclient.migration.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What came of a step of a plan. Immutable, and free of secrets.
 *
 * @param client the client that it was about; {@code service} for the service
 * @param result how it ended
 * @param detail what to know about it, in a sentence
 */
public record StepResult(String client, Ending result, String detail) {

    /** How a step can end. */
    public enum Ending {
        /** It is done. */
        DONE,
        /** The backend did not answer for sure; the outbox delivers it, in order. */
        PENDING,
        /** Nothing was to be done. */
        ALREADY_THERE,
        /** It was not done, because something speaks against it. */
        REFUSED,
        /** The backend did not do it. */
        FAILED
    }

    static StepResult of(String client, ClientRepairs.@Nullable Change change, String done) {
        if (change == null) {
            return new StepResult(
                    client,
                    Ending.REFUSED,
                    "the client was changed through Dual Client after the plan was made, or 3.0 has authenticated it: make"
                            + " another plan");
        }
        return switch (change.outcome()) {
            case ACCEPTED -> new StepResult(client, Ending.DONE, done);
            case INDETERMINATE, UNAVAILABLE ->
                new StepResult(client, Ending.PENDING, "3.0 has not answered for sure; the outbox delivers it");
            case REFUSED -> new StepResult(client, Ending.FAILED, "3.0 has refused it");
            case UNRECOGNIZED -> new StepResult(client, Ending.FAILED, "3.0 does not know the client any more");
        };
    }
}
