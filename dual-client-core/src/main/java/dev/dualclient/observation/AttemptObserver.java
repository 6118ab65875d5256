package dev.dualclient.observation;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.operation.Side;
import java.util.function.Function;

/**
 * Surrounds every request to a backend, to measure or to trace it: those made for a caller, look-ups included, and those
 * that deliver the outbox. It decides nothing. Implementations are quick and thread-safe, and throw nothing.
 */
@FunctionalInterface
public interface AttemptObserver {

    /** Observes nothing. */
    AttemptObserver NONE = () -> (purpose, side, call, sending) -> sending.apply(call);

    /** Surrounds the requests that are made for one call, which may be made on several threads. */
    @FunctionalInterface
    interface OfCall {

        /**
         * Makes a request.
         *
         * @param purpose what the backend is asked for
         * @param side the backend
         * @param call what is asked
         * @param sending makes the request; to be applied once, to the call or to the call with further headers
         * @return what {@code sending} returned
         */
        Attempt observe(Purpose purpose, Side side, ApiCall call, Function<ApiCall, Attempt> sending);
    }

    /** Begins to observe a call, on the thread that makes it. */
    OfCall begin();
}
