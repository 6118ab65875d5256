package dev.dualclient.spring;

import dev.dualclient.DualClient;
import dev.dualclient.observation.BackendState;
import dev.dualclient.operation.Side;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells whether calls can be answered: UP while a backend can serve, DOWN when the circuit of every one is open. How each
 * backend stands is a detail. Asks no backend anything.
 */
final class DualClientHealthIndicator implements HealthIndicator {

    private static final String OPEN = "OPEN";

    private final DualClient client;

    DualClientHealthIndicator(DualClient client) {
        this.client = client;
    }

    @Override
    public Health health() {
        Map<Side, BackendState> states = client.states();
        boolean serves = states.values().stream()
                .anyMatch(state -> !state.guard().circuit().equals(OPEN));
        Health.Builder health = serves ? Health.up() : Health.down();
        health.withDetail("stage", client.stage());
        states.forEach((side, state) -> health.withDetail(
                side.name().toLowerCase(Locale.ROOT),
                Map.of(
                        "circuit", state.guard().circuit(),
                        "reached", state.reached(),
                        "rejectedCredentials", state.guard().rejectedCredentials())));
        return health.build();
    }
}
