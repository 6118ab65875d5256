package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.CallResult;
import dev.dualclient.routing.AnswerRule;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Rules;
import java.util.List;

/**
 * Decides a call in five steps: reads what custody knows of the credential, plans which backends are asked, makes the
 * attempts, chooses the answer that counts, and records the outcome before the caller gets the answer. Thread-safe.
 */
final class Decision {

    private final Rules rules;
    private final CustodyReader reader;
    private final NegativeCache negativeCache;
    private final Planner planner;
    private final AttemptRunner runner;
    private final Aftermath aftermath;
    private final ResultBuilder results;

    Decision(
            Rules rules,
            CustodyReader reader,
            NegativeCache negativeCache,
            Planner planner,
            AttemptRunner runner,
            Aftermath aftermath,
            ResultBuilder results) {
        this.rules = rules;
        this.reader = reader;
        this.negativeCache = negativeCache;
        this.planner = planner;
        this.runner = runner;
        this.aftermath = aftermath;
        this.results = results;
    }

    /** Decides a call within the budget of its context. */
    CallResult decide(CallFacts asked, CallContext context) {
        EffectiveRule rule = rules.of(asked);
        context.bound(rule.timeout());
        KnownCall before = reader.before(asked, context);
        CallResult cached = negativeCache.recall(before.facts(), before.known(), context);
        if (cached != null) {
            return cached;
        }
        KnownCall call = reader.located(before, context);
        Plan plan = context.follow(
                planner.plan(call, context.stage()), call.known().status().side());
        List<Attempt> attempts = runner.run(call, plan, rule, context);
        Attempt counted = AnswerRule.choose(attempts, plan.mode(), rule);
        aftermath.record(call, attempts, counted, context);
        if (counted.outcome().isConclusive()
                && counted.answer() == null) { // custody refuses, and has no words of its own
            counted = runner.refusal(call.facts(), plan, context);
            attempts.add(counted);
        }
        CallResult result = results.result(call.facts(), attempts, counted, context);
        return negativeCache.noted(call.facts(), call.known(), context, result);
    }
}
