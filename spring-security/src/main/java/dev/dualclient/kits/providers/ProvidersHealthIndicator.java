package dev.dualclient.kits.providers;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Shows in the health of the application who still uses which provider. Always UP: it asks nobody. */
final class ProvidersHealthIndicator implements HealthIndicator {

    private final ProvidersReadiness readiness;

    ProvidersHealthIndicator(ProvidersReadiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public Health health() {
        return Health.up().withDetails(readiness.report()).build();
    }
}
