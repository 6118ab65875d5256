package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.EffectiveRule;
import dev.dualclient.routing.FallbackRule;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Refinement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Carries out a plan: makes the attempts at the backends, as far as the fallback rule allows. Thread-safe. */
final class AttemptRunner {

    private final FallbackRule fallback;
    private final Hedging hedging;
    private final ParallelAttempts parallel;
    private final Consumption consumption;
    private final AcceptanceCheck acceptance;
    private final LateCopies lateCopies;
    private final Changes changes;
    private final StaleIfError staleIfError;
    private final ClientSecretMonitor secrets;

    AttemptRunner(
            FallbackRule fallback,
            Hedging hedging,
            ParallelAttempts parallel,
            Consumption consumption,
            AcceptanceCheck acceptance,
            LateCopies lateCopies,
            Changes changes,
            StaleIfError staleIfError,
            ClientSecretMonitor secrets) {
        this.fallback = fallback;
        this.hedging = hedging;
        this.parallel = parallel;
        this.consumption = consumption;
        this.acceptance = acceptance;
        this.lateCopies = lateCopies;
        this.changes = changes;
        this.staleIfError = staleIfError;
        this.secrets = secrets;
    }

    /** Makes the attempts of a plan; never returns none. */
    List<Attempt> run(KnownCall call, Plan plan, EffectiveRule rule, CallContext context) {
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        Function<Side, Attempt> asking = side -> attempt(side, facts, known, plan, context);
        List<Attempt> attempts = new ArrayList<>(
                switch (plan.mode()) {
                    case IN_TURN -> inTurn(call, plan, rule, context, asking);
                    case TOGETHER -> parallel.ask(plan.order(), asking);
                    case BOTH, BOTH_OR_PENDING, BOTH_OR_PENDING_BY_SECONDARY ->
                        changes.make(facts, known, plan, context);
                    case MERGED ->
                        parallel.read(facts.call(), plan.order(), (side, asked) -> ask(side, asked, context));
                    case DEAD -> lateCopies.ask(facts, known.status(), plan.order(), context);
                });
        if (Planner.claims(facts, plan) && Consumption.isUnknownToAll(attempts, plan.order())) {
            attempts.addAll(ofUnknown(facts, known, context));
        }
        if (attempts.isEmpty()) {
            Reason reason = known.storeDown() ? Reason.CUSTODY_UNAVAILABLE : Reason.CLAIMED;
            attempts.add(Attempt.notSent(context.stage().leader(), reason));
        }
        return attempts;
    }

    private List<Attempt> inTurn(
            KnownCall call, Plan plan, EffectiveRule rule, CallContext context, Function<Side, Attempt> asking) {
        List<Attempt> attempts = new ArrayList<>();
        Function<Side, Attempt> hedged = hedging.inTurn(call.facts(), call.known(), plan, rule, context, asking);
        for (Side side : plan.order()) {
            if (attempts.isEmpty() || fallback.allows(call.facts(), plan, attempts.get(attempts.size() - 1), rule)) {
                attempts.add(hedged.apply(side));
            }
        }
        return attempts;
    }

    /** What every look-up calls unknown is sent to the leader all the same, which may repeat an earlier answer. */
    private List<Attempt> ofUnknown(CallFacts facts, CustodySnapshot known, CallContext context) {
        Attempt sent = consumption.ofUnknown(context.stage().leader(), facts, context);
        return sent.outcome() == Outcome.UNRECOGNIZED // the backend has not looked at the credential
                ? List.of()
                : List.of(acceptance.judged(facts, sent, known.status(), context));
    }

    /** Returns the refusal of a credential that nobody was sent, in a backend's own words. */
    Attempt refusal(CallFacts facts, Plan plan, CallContext context) {
        return consumption.refusal(facts, plan.order(), context);
    }

    /** Makes an attempt, and refines what it says by what custody knows. */
    private Attempt attempt(Side side, CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        boolean authenticated = secrets.status(facts, known) == SecretStatus.EQUAL;
        Attempt attempt = Refinement.refine(made(side, facts, known, plan, context), known.status(), authenticated);
        return known.storeDown() ? Refinement.withoutMemory(attempt, facts, known.status()) : attempt;
    }

    private Attempt made(Side side, CallFacts facts, CustodySnapshot known, Plan plan, CallContext context) {
        Reason obstacle = obstacle(side, facts, known);
        if (obstacle != null) {
            return Attempt.notSent(side, obstacle);
        }
        Attempt attempt = Planner.claims(facts, plan)
                ? consumption.attempt(side, facts, known, context)
                : ask(side, facts.call(), context);
        return acceptance.judged(facts, attempt, known.status(), context);
    }

    private Attempt ask(Side side, ApiCall call, CallContext context) {
        return staleIfError.orStale(call, context.ask(side, call));
    }

    /** Returns why a backend is not to be sent a call now, {@code null} if it may be. */
    static @Nullable Reason obstacle(Side side, CallFacts facts, CustodySnapshot known) {
        boolean pending = known.hasPending(side) || facts.issuesToNobodyNamed() && known.hasPendingForAnybody(side);
        return pending ? Reason.UNDELIVERED : null;
    }
}
