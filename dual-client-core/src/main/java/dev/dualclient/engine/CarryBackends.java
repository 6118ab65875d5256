package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.carryover.Backends;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;

/** The way of carry-over to both backends. Thread-safe. */
final class CarryBackends implements Backends {

    private final CallContexts contexts;

    CarryBackends(CallContexts contexts) {
        this.contexts = contexts;
    }

    @Override
    public Attempt ask(Side side, ApiCall call, Duration budget) {
        return contexts.ofNobody(budget).as(Purpose.CARRY_OVER).askAside(side, call);
    }

    @Override
    public boolean allowCopies(String client) {
        CallContext context = contexts.ofNobody();
        StagePolicy policy = context.policy();
        Stage stage = client.isEmpty() ? policy.stage() : policy.of(List.of(client));
        return allowsCopies(stage, context);
    }

    /** Whether rows are copied in a stage, unless there is maintenance or the primary is given up for now. */
    static boolean allowsCopies(Stage stage, CallContext context) {
        return (stage == Stage.PRIMARY_FIRST || stage == Stage.DRAIN)
                && !context.policy().maintenance()
                && !context.isCircuitOpen(Side.PRIMARY);
    }
}
