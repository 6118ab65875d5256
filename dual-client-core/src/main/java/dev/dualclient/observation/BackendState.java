package dev.dualclient.observation;

import dev.dualclient.backend.GuardState;

/**
 * How a backend stands at a moment. Immutable.
 *
 * @param guard its circuit breaker, its bulkhead, and the API credentials that it rejects
 * @param reached whether it has ever answered this client
 */
public record BackendState(GuardState guard, boolean reached) {}
