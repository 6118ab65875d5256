package dev.dualclient.spring;

import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A share of clients that is in another stage than the others: always the same ones, on every node. Immutable.
 *
 * @param stage Stage of these clients.
 * @param percent Percentage of the clients that uses this stage.
 */
public record CanaryProperties(
        @DefaultValue("primary-first") Stage stage,
        @DefaultValue("0") double percent) {

    /**
     * Returns the share.
     *
     * @throws IllegalArgumentException if it is no percentage
     */
    Canary canary() {
        return new Canary(stage, percent);
    }
}
