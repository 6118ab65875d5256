package dev.dualclient.observation;

import dev.dualclient.custody.CustodyCounts;
import dev.dualclient.custody.OutboxState;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.UseWindow;
import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.migration.readiness.ReadinessState;
import dev.dualclient.operation.Side;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an engine stands at a moment: what health, status and gauges show. Immutable, and free of secrets.
 *
 * @param stages how far the migration is
 * @param backends the backends that there are
 * @param store how the custody store is
 * @param custody how much custody holds
 * @param outbox what each backend has not acknowledged
 * @param differingKeys the key ids by which the backends' JWK sets meant different keys when they were last merged
 * @param failingTasks the background tasks whose last run failed
 * @param dependentClients how many clients the secondary has answered for, by window, on all nodes
 * @param readiness whether the secondary can be switched off, as this node last found it
 * @param carryOver how carry-over stands, {@code null} if it is off
 */
public record EngineState(
        StagePolicy stages,
        Map<Side, BackendState> backends,
        StoreMonitor.State store,
        CustodyCounts custody,
        Map<Side, OutboxState> outbox,
        Set<String> differingKeys,
        Set<String> failingTasks,
        Map<UseWindow, Integer> dependentClients,
        ReadinessState readiness,
        @Nullable CarryOverState carryOver) {

    /** Copies the collections. */
    public EngineState {
        backends = Map.copyOf(backends);
        outbox = Map.copyOf(outbox);
        differingKeys = Set.copyOf(differingKeys);
        failingTasks = Set.copyOf(failingTasks);
        dependentClients = Map.copyOf(dependentClients);
    }
}
