package dev.dualclient.routing;

import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Basis;
import dev.dualclient.routing.Plan.Mode;
import java.util.List;

/** Decides which backends are asked, and in which order. Immutable and thread-safe. */
public final class Router {

    private static final List<Side> PRIMARY = List.of(Side.PRIMARY);
    private static final List<Side> SECONDARY = List.of(Side.SECONDARY);
    private static final List<Side> PRIMARY_FIRST = List.of(Side.PRIMARY, Side.SECONDARY);
    private static final List<Side> SECONDARY_FIRST = List.of(Side.SECONDARY, Side.PRIMARY);

    private final boolean secondary;
    private final boolean durable;
    private final Rules rules;

    /**
     * Creates a router.
     *
     * @param secondary whether there is a secondary backend at all
     * @param durable whether a change succeeds once one backend made it and what the other has not acknowledged is kept
     * @param rules what operations follow
     */
    public Router(boolean secondary, boolean durable, Rules rules) {
        this.secondary = secondary;
        this.durable = durable;
        this.rules = rules;
    }

    /**
     * Returns which backends are asked while the custody store is down. Nothing falls back. Nothing is changed that would have
     * to be noted in the store. Only a credential that this process knows the primary to have issued is used up. A credential
     * that this process knows to be at one backend alone goes there as usual. A node that was started meanwhile knows nothing,
     * so it uses nothing up at the secondary.
     */
    public Plan planWithoutMemory(CallFacts facts, CustodySnapshot known, SecretStatus secret, Stage stage) {
        CustodyStatus status = known.status();
        Plan plan = plan(facts, status, secret, stage);
        boolean changes = switch (plan.mode()) {
            case BOTH, BOTH_OR_PENDING, BOTH_OR_PENDING_BY_SECONDARY -> true;
            case IN_TURN, TOGETHER, MERGED, DEAD -> false;
        };
        boolean ours = status.isOfPrimaryAlone();
        boolean unsafeValues = !facts.chosen().isEmpty(); // what they are cannot be looked up, nor be noted
        if (secondary && (known.mayBeDead() || changes || unsafeValues || facts.consumesCopied() && !ours)) {
            return inTurn(List.of(), Basis.NO_MEMORY);
        }
        boolean unsafe = known.ignorant() && facts.kind().effect() == Effect.CONSUME;
        Side home = facts.home(status);
        boolean located = home != null || plan.basis() == Basis.TICKET;
        if (located && !unsafe || plan.mode() == Mode.MERGED || plan.basis() == Basis.SOLE_BACKEND) {
            return plan;
        }
        // A call about no copied credential needs no custody. The first backend of the route is asked.
        boolean primaryAlone = facts.isAboutCopied() || unsafe;
        List<Side> alone = plan.order().stream()
                .filter(side -> !primaryAlone || side == Side.PRIMARY)
                .filter(side -> home == null || side == home) // the other one's "unknown" would say nothing
                .limit(
                        plan.isForSecret()
                                ? plan.order().size()
                                : 1) // the leader may be the only one to know the client
                .toList();
        return inTurn(alone, Basis.NO_MEMORY);
    }

    /**
     * Returns which backends are asked a call, given what custody knows of its credential, and of its client's secret at the
     * primary.
     */
    public Plan plan(CallFacts facts, CustodyStatus status, SecretStatus secret, Stage stage) {
        Plan plan = inEarlierStages(facts, status, secret, stage);
        boolean drained = stage == Stage.DRAIN && facts.begins() && plan.order().contains(Side.SECONDARY);
        return drained ? inTurn(PRIMARY, Basis.STAGE_DRAIN) : plan;
    }

    /** Returns the plan before the stage {@code drain} is considered. The first rule that matches decides. */
    private Plan inEarlierStages(CallFacts facts, CustodyStatus status, SecretStatus secret, Stage stage) {
        Route route = rules.of(facts).route();
        if (!secondary) { // it may still hold a late copy of what was killed, or used up at the one that is gone
            boolean late = facts.kind().effect() != Effect.KILL && isDead(status, true);
            return late ? new Plan(Mode.DEAD, PRIMARY, Basis.DEAD) : inTurn(PRIMARY, Basis.SOLE_BACKEND);
        }
        boolean primaryAlone =
                stage == Stage.PRIMARY_ONLY || !facts.call().operation().existsAt(Side.SECONDARY);
        boolean kill = facts.kind().effect() == Effect.KILL;
        if (!kill && isDead(status, primaryAlone)) {
            return new Plan(Mode.DEAD, primaryAlone ? PRIMARY : PRIMARY_FIRST, Basis.DEAD);
        }
        if (!kill && primaryAlone && status.level() == CustodyLevel.CLAIMED && status.side() == Side.SECONDARY) {
            return inTurn(List.of(), Basis.CUSTODY); // the primary may hold a copy of what the secondary consumed
        }
        if (!facts.call().operation().existsAt(Side.SECONDARY)) {
            return inTurn(PRIMARY, Basis.ONLY_IN_PRIMARY);
        }
        boolean ends = kill && facts.kind().kills() != Case.Kills.SERVICE;
        boolean update = facts.kind().effect() == Effect.UPDATE;
        if (ends || update && route == Route.BOTH) { // in every stage, or stepping back would bring something back
            boolean pending = durable || stage == Stage.PRIMARY_ONLY; // where nobody asks the secondary, it may be late
            Mode late = facts.setsState() ? Mode.BOTH_OR_PENDING_BY_SECONDARY : Mode.BOTH_OR_PENDING;
            return new Plan(pending ? late : Mode.BOTH, sides(route), Basis.OPERATION);
        }
        if (stage == Stage.PRIMARY_ONLY) {
            return inTurn(PRIMARY, Basis.STAGE_PRIMARY_ONLY);
        }
        if (route == Route.MERGED) {
            return new Plan(Mode.MERGED, PRIMARY_FIRST, Basis.OPERATION);
        }
        if (facts.subject() != null && facts.subject().kind() == CredentialKind.TICKET) {
            return inTurn(facts.tagged() ? PRIMARY : SECONDARY_FIRST, Basis.TICKET);
        }
        Side home = status.side();
        if (home != null && status.settledAt(home)) {
            // While the primary is down, a read of what it has recognised may still be answered by the secondary's own
            // state; "unknown" from the primary is final.
            boolean maybeElsewhere = status.level() == CustodyLevel.SEEN
                    && (facts.isAboutCopied() || facts.kind().effect() == Effect.READ);
            return inTurn(
                    maybeElsewhere ? PRIMARY_FIRST : only(home),
                    status.carriedOver() ? Basis.CARRIED_OVER : Basis.CUSTODY);
        }
        if (route == Route.PRIMARY_ONLY || route == Route.SECONDARY_ONLY) {
            return inTurn(sides(route), Basis.OPERATION);
        }
        if (route == Route.BOTH) {
            return new Plan(Mode.TOGETHER, PRIMARY_FIRST, Basis.OPERATION);
        }
        if (home != null) {
            return inTurn(first(home), Basis.HINT);
        }
        return switch (route) {
            case PRIMARY_FIRST -> inTurn(PRIMARY_FIRST, Basis.OPERATION);
            case SECONDARY_FIRST -> inTurn(SECONDARY_FIRST, Basis.OPERATION);
            default -> byStage(facts, secret, stage);
        };
    }

    /** A client whose secret the leader may refuse later does not begin there. */
    private static Plan byStage(CallFacts facts, SecretStatus secret, Stage stage) {
        if (stage.leader() == Side.PRIMARY && secret.isDoubtful() && facts.beginsGrant()) {
            boolean different = secret == SecretStatus.DIFFERENT;
            return inTurn(SECONDARY_FIRST, different ? Basis.SECRET_DIFFERENT : Basis.SECRET_UNKNOWN);
        }
        return inTurn(first(stage.leader()), Basis.STAGE);
    }

    /** What was killed is dead everywhere; what the secondary consumed is dead where only the primary can be asked. */
    private static boolean isDead(CustodyStatus status, boolean primaryAlone) {
        return status.level() == CustodyLevel.KILLED
                || primaryAlone && status.level() == CustodyLevel.SPENT && status.side() == Side.SECONDARY;
    }

    private static List<Side> sides(Route route) {
        return switch (route) {
            case PRIMARY_ONLY -> PRIMARY;
            case SECONDARY_ONLY -> SECONDARY;
            default -> PRIMARY_FIRST;
        };
    }

    private static List<Side> only(Side side) {
        return side == Side.PRIMARY ? PRIMARY : SECONDARY;
    }

    private static List<Side> first(Side side) {
        return side == Side.PRIMARY ? PRIMARY_FIRST : SECONDARY_FIRST;
    }

    private static Plan inTurn(List<Side> order, Basis basis) {
        return new Plan(Mode.IN_TURN, order, basis);
    }
}
