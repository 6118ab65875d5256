package dev.dualclient.spring;

import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.spring.DualClientProperties.Client;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Those of the {@link DualClientProperties} that say how far the migration is, and that are followed when they change.
 * Immutable.
 *
 * @param stage the stage of all whom nothing else is said of
 * @param maintenance whether creates, consumes and updates are refused
 * @param clients the stage of single clients
 * @param canary a share of clients that is further, {@code null} for none
 */
record StageProperties(
        @DefaultValue("primary-first") Stage stage,
        @DefaultValue("false") Boolean maintenance,
        @DefaultValue Map<String, Client> clients,
        @Nullable CanaryProperties canary) {

    /** Returns those of the properties that the application has started with. */
    static StageProperties of(DualClientProperties properties) {
        return new StageProperties(
                properties.stage(), properties.maintenance(), properties.clients(), properties.canary());
    }

    /** Reads what the environment says now. */
    static StageProperties of(Environment environment) {
        return Binder.get(environment).bindOrCreate("dual-client", Bindable.of(StageProperties.class));
    }

    /** Returns how far the migration is by them. */
    StagePolicy policy() {
        Map<String, Stage> own = new HashMap<>();
        clients.forEach((name, client) -> {
            if (client.stage() != null) {
                own.put(name, client.stage());
            }
        });
        return new StagePolicy(stage, maintenance, own, canary == null ? null : canary.canary());
    }
}
