package dev.dualclient.migration.readiness;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.operation.Side;

/** Asks one backend for something that changes nothing. Implementations are thread-safe. */
@FunctionalInterface
public interface BackendReader {

    /** Asks a backend. */
    Attempt ask(Side side, ApiCall call);
}
