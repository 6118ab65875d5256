package dev.dualclient.backend;

import dev.dualclient.operation.ApiCredentials;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a guarded backend at a moment, for health and metrics. Immutable.
 *
 * @param circuit the state of the circuit breaker: {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 * @param freePlaces how many more calls may be under way
 * @param pool its connections
 * @param rejectedCredentials the API credentials that the backend last rejected; empty where all is well
 * @param fault what the last call that failed has shown to be wrong, in a sentence that ends in what to look at; {@code null}
 *     where the backend has answered since
 */
public record GuardState(
        String circuit,
        int freePlaces,
        PoolState pool,
        Set<ApiCredentials> rejectedCredentials,
        @Nullable String fault) {

    /** A guard whose backend has no fault. */
    public GuardState(String circuit, int freePlaces, PoolState pool, Set<ApiCredentials> rejectedCredentials) {
        this(circuit, freePlaces, pool, rejectedCredentials, null);
    }

    /** Copies the set. */
    public GuardState {
        rejectedCredentials = Set.copyOf(rejectedCredentials);
    }
}
