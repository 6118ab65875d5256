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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** Makes the attempts of a plan. The list is never empty. */
    List<Attempt> run(KnownCall call, Plan plan, EffectiveRule rule, CallContext context) {
        if (plan.mode() != Plan.Mode.IN_TURN) {
            return completed(call, plan, context, atOnce(call, plan, context));
        }
        Hedging.Hedge hedge = hedge(call, plan, rule, context);
        List<Attempt> attempts = new ArrayList<>(2);
        for (Side side : plan.order()) {
            if (attempts.isEmpty() || fallback.allows(call.facts(), plan, attempts.get(attempts.size() - 1), rule)) {
                attempts.add(hedge == null ? attempt(side, call, plan, context) : hedge.attempt(side));
            }
        }
        return completed(call, plan, context, attempts);
    }

    /** Returns the hedge of a call, {@code null} if the call is not hedged. */
    private Hedging.@Nullable Hedge hedge(KnownCall call, Plan plan, EffectiveRule rule, CallContext context) {
        Duration after = Hedging.after(call.facts(), call.known(), plan, rule);
        return after == null
                ? null
                : hedging.begin(after, plan.order().get(1), context, side -> attempt(side, call, plan, context));
    }

    private List<Attempt> atOnce(KnownCall call, Plan plan, CallContext context) {
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        return switch (plan.mode()) {
            case TOGETHER -> parallel.ask(plan.order(), side -> attempt(side, call, plan, context));
            case MERGED -> parallel.read(facts.call(), plan.order(), (side, asked) -> ask(side, asked, context));
            case DEAD -> lateCopies.ask(facts, known.status(), plan.order(), context);
            default -> changes.make(facts, known, plan, context);
        };
    }

    private List<Attempt> completed(KnownCall call, Plan plan, CallContext context, List<Attempt> made) {
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        List<Attempt> attempts = new ArrayList<>(made);
        if (Planner.claims(facts, plan) && Consumption.isUnknownToAll(attempts, plan.order())) {
            attempts.addAll(ofUnknown(facts, known, context));
        }
        if (attempts.isEmpty()) {
            attempts.add(Attempt.notSent(context.stage().leader(), whyNobody(facts, known)));
        }
        return attempts;
    }

    private static Reason whyNobody(CallFacts facts, CustodySnapshot known) {
        if (facts.isOfUnknownRow()) {
            return Reason.ROW_NOT_KNOWN;
        }
        return known.storeDown() ? Reason.CUSTODY_UNAVAILABLE : Reason.CLAIMED;
    }

    /** Sends a credential that no look-up found to the leader all the same: the leader may repeat an earlier answer. */
    private List<Attempt> ofUnknown(CallFacts facts, CustodySnapshot known, CallContext context) {
        Attempt sent = consumption.ofUnknown(context.stage().leader(), facts, context);
        return sent.outcome() == Outcome.UNRECOGNIZED // the backend has not looked at the credential
                ? List.of()
                : List.of(acceptance.judged(facts, sent, known.status(), context));
    }

    /** Returns a backend's own error answer for a credential that was not sent to any backend. */
    Attempt refusal(CallFacts facts, Plan plan, CallContext context) {
        return consumption.refusal(facts, plan.order(), context);
    }

    /** Makes an attempt, and refines its reason with what custody knows. */
    private Attempt attempt(Side side, KnownCall call, Plan plan, CallContext context) {
        CallFacts facts = call.facts();
        CustodySnapshot known = call.known();
        Reason obstacle = obstacle(side, facts, known);
        if (obstacle != null) {
            return refined(Attempt.notSent(side, obstacle), facts, known);
        }
        Attempt attempt = Planner.claims(facts, plan)
                ? consumption.attempt(side, facts, known, context)
                : staleIfError.orStale(facts.call(), context.ask(side, facts.call()));
        return refined(acceptance.judged(facts, attempt, known.status(), context), facts, known);
    }

    private Attempt refined(Attempt attempt, CallFacts facts, CustodySnapshot known) {
        boolean authenticated = secrets.status(facts, known) == SecretStatus.EQUAL;
        Attempt refined = Refinement.refine(attempt, known.status(), authenticated);
        return known.storeDown() ? Refinement.withoutMemory(refined, facts, known.status()) : refined;
    }

    private Attempt ask(Side side, ApiCall call, CallContext context) {
        return staleIfError.orStale(call, context.ask(side, call));
    }

    /** Returns why the call must not be sent to a backend now, {@code null} if it may be sent. */
    static @Nullable Reason obstacle(Side side, CallFacts facts, CustodySnapshot known) {
        boolean pending = known.hasPending(side) || facts.issuesToNobodyNamed() && known.hasPendingForAnybody(side);
        return pending ? Reason.UNDELIVERED : null;
    }
}
