package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.operation.Side;
import java.time.Duration;

/**
 * The way to both backends, past the engine's decisions. An open circuit breaker is respected; what fails does not count in
 * it. Thread-safe.
 */
public interface Backends {

    /** Asks a backend, once. */
    Attempt ask(Side side, ApiCall call, Duration budget);

    /** Whether the stage of a client, maintenance and the state of the primary allow copies now. */
    boolean allowCopies(String client);
}
