package dev.dualclient.observation;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.operation.Side;
import org.jspecify.annotations.Nullable;

/**
 * Observes every request to a backend, to measure or to trace it: those made for a caller, look-ups included, and those
 * that deliver the outbox. It decides nothing. Implementations are quick and thread-safe, and throw nothing.
 */
@FunctionalInterface
public interface AttemptObserver {

    /** Observes nothing. */
    AttemptObserver NONE = () -> (purpose, side, call) -> null;

    /** Observes the requests that are made for one call, which may be made on several threads. */
    @FunctionalInterface
    interface OfCall {

        /**
         * Starts to observe a request, on the thread that makes it.
         *
         * @param purpose what the backend is asked for
         * @param side the backend
         * @param call what is asked
         * @return the request under observation, {@code null} if it is not observed
         */
        @Nullable
        Observed start(Purpose purpose, Side side, ApiCall call);
    }

    /** A request under observation. Used by the thread that makes the request. */
    interface Observed {

        /** Returns what is sent: the call, or the call with further headers. */
        ApiCall call();

        /**
         * Stops the observation. Called exactly once.
         *
         * @param attempt how the request ended, {@code null} if an {@link Error} ended it
         */
        void stop(@Nullable Attempt attempt);
    }

    /** Begins to observe a call, on the thread that makes it. */
    OfCall begin();
}
