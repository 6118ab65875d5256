package dev.dualclient.spring;

import dev.dualclient.migration.Canary;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.Stage;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A share of clients that is in another stage than the others: always the same ones, on every node. Immutable.
 *
 * @param stage Stage of these clients.
 * @param percent Percentage of the clients that uses this stage.
 * @param guard What is done if calls of clients for which the primary leads end worse than those of the others. step-back
 *     ends the canary and the stages of single clients that the primary leads for.
 */
public record CanaryProperties(
        @DefaultValue("primary-first") Stage stage,
        @DefaultValue("0") Double percent,
        @DefaultValue("off") CanaryGuard.Action guard) {

    /**
     * Returns the share.
     *
     * @throws IllegalArgumentException if it is no percentage
     */
    Canary canary() {
        return new Canary(stage, percent);
    }
}
