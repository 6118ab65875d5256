package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Time;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.Stages;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Creates the contexts of calls in the current stage, and records which backends have ever answered. Thread-safe. */
final class CallContexts {

    private final Map<Side, GuardedBackend> backends;
    private final Stages stages;
    private final ClientResolver clients;
    private final Duration callTimeout;
    private final Time time;
    private final AttemptObserver observer;
    private final Set<Side> reached = ConcurrentHashMap.newKeySet();

    CallContexts(
            Map<Side, GuardedBackend> backends,
            Stages stages,
            ClientResolver clients,
            Duration callTimeout,
            Time time,
            AttemptObserver observer) {
        this.backends = backends;
        this.stages = stages;
        this.clients = clients;
        this.callTimeout = callTimeout;
        this.time = time;
        this.observer = observer;
    }

    /** Creates the context of a call, in the stage of its client if the client is known. */
    CallContext of(CallFacts facts) {
        StagePolicy policy = stages.policy();
        return context(policy, policy.isSame() ? policy.stage() : policy.of(clients.of(facts)), callTimeout);
    }

    /** Creates a context for work that belongs to no client's call, in the default stage. */
    CallContext ofNobody() {
        return ofNobody(callTimeout);
    }

    /** Creates a context for work that belongs to no client's call, within this budget. */
    CallContext ofNobody(Duration budget) {
        StagePolicy policy = stages.policy();
        return context(policy, policy.stage(), budget);
    }

    private CallContext context(StagePolicy policy, Stage stage, Duration budget) {
        return new CallContext(backends, reached, policy, stage, budget, time, observer.begin());
    }

    boolean isReached(Side side) {
        return reached.contains(side);
    }

    void reached(Side side) {
        reached.add(side);
    }
}
