package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.observation.Explanation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.FallbackRule;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Rules;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Explains what would be done with a call, with the same parts that decide it. Thread-safe. */
final class Explainer {

    private final Map<Side, GuardedBackend> backends;
    private final Rules rules;
    private final CustodyReader reader;
    private final Planner planner;
    private final FallbackRule fallback;

    Explainer(
            Map<Side, GuardedBackend> backends,
            Rules rules,
            CustodyReader reader,
            Planner planner,
            FallbackRule fallback) {
        this.backends = backends;
        this.rules = rules;
        this.reader = reader;
        this.planner = planner;
        this.fallback = fallback;
    }

    /** Returns the effective rule of every operation, one for each of its cases. */
    List<EffectiveRule> rules() {
        return rules.table();
    }

    Explanation explain(CallFacts asked, CallContext context, StoreMonitor.State store) {
        KnownCall call = reader.now(asked);
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        Plan plan = context.isPausedFor(facts) ? Planner.PAUSE : planner.plan(call, context.stage());
        EffectiveRule rule = rules.of(facts);
        return Explanation.of(
                facts,
                known.status(),
                context.stage(),
                store,
                rule,
                plan,
                Planner.claims(facts, plan),
                Hedging.after(facts, known, plan, rule),
                side -> {
                    Reason obstacle = AttemptRunner.obstacle(side, facts, known);
                    return obstacle != null
                            ? obstacle
                            : Objects.requireNonNull(backends.get(side)).obstacle();
                },
                attempt -> fallback.allows(facts, plan, attempt, rule));
    }
}
