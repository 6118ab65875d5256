package dev.dualclient.spring;

import dev.dualclient.routing.Stage;
import dev.dualclient.routing.StagePolicy;
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
        @DefaultValue("false") boolean maintenance,
        @DefaultValue Map<String, Client> clients,
        @Nullable CanaryProperties canary) {

    /** The stage of one client, {@code null} for that of the others. */
    record Client(@Nullable Stage stage) {}

    /** Reads what the environment says now. */
    static StagePolicy policy(Environment environment) {
        return Binder.get(environment)
                .bindOrCreate("dual-client", Bindable.of(StageProperties.class))
                .policy();
    }

    private StagePolicy policy() {
        Map<String, Stage> own = new HashMap<>();
        clients.forEach((name, client) -> {
            if (client.stage() != null) {
                own.put(name, client.stage());
            }
        });
        return new StagePolicy(stage, maintenance, own, canary == null ? null : canary.canary());
    }
}
