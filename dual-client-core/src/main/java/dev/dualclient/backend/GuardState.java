package dev.dualclient.backend;

import dev.dualclient.operation.ApiCredentials;
import java.util.Set;

/**
 * How a backend's guard stands at a moment, for health and metrics. Immutable.
 *
 * @param circuit the state of the circuit breaker: {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}
 * @param freePlaces how many more calls may be under way
 * @param pool its connections
 * @param rejectedCredentials the API credentials that the backend last rejected; empty where all is well
 */
public record GuardState(String circuit, int freePlaces, PoolState pool, Set<ApiCredentials> rejectedCredentials) {

    /** Copies the set. */
    public GuardState {
        rejectedCredentials = Set.copyOf(rejectedCredentials);
    }
}
