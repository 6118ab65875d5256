package dev.dualclient.sample.web;

import org.jspecify.annotations.Nullable;

/** The {@code action} of an answer of Authlete. */
public final class Actions {

    private Actions() {}

    /**
     * Returns the action.
     *
     * @throws UnknownActionException if the SDK does not know the action that the answer has, or the answer has none
     */
    public static <A extends Enum<A>> A known(@Nullable A action) {
        if (action == null) {
            throw new UnknownActionException();
        }
        return action;
    }

    /** Authlete asks for something that this server does not know. */
    public static final class UnknownActionException extends RuntimeException {
        private UnknownActionException() {
            super("the answer of the backend has no action that this server knows");
        }
    }
}
