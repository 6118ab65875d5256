package dev.dualclient.routing;

import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Knowledge;
import dev.dualclient.custody.SecretStanding;
import dev.dualclient.custody.Standing;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan.Because;
import dev.dualclient.routing.Plan.Manner;
import java.util.List;

/** Decides who is asked, and in which order. Immutable and thread-safe. */
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
     * @param durable whether a change succeeds once one backend made it and what the other owes is kept
     * @param rules what operations follow
     */
    public Router(boolean secondary, boolean durable, Rules rules) {
        this.secondary = secondary;
        this.durable = durable;
        this.rules = rules;
    }

    /**
     * Returns who is asked while the custody store is down: without memory nothing falls back, nothing is changed that
     * would have to be remembered, and nothing is used up but what this process knows the primary to have issued.
     * Whatever this process knows to live at one backend alone goes there as usual. A node that was started meanwhile keeps
     * nothing locally, so it has nothing used up at the secondary.
     */
    public Plan planWithoutMemory(Question question, Knowledge known, SecretStanding secret, Stage stage) {
        Standing standing = known.standing();
        Plan plan = plan(question, standing, secret, stage);
        boolean changes = switch (plan.manner()) {
            case BOTH, BOTH_OR_OWED, BOTH_OR_OWED_BY_SECONDARY -> true;
            case IN_TURN, TOGETHER, MERGED, DEAD -> false;
        };
        boolean ours = standing.isOfPrimaryAlone();
        boolean unsafeValues = !question.chosen().isEmpty(); // what they are cannot be looked up, nor be noted
        if (secondary && (known.alarming() || changes || unsafeValues || question.consumesCopied() && !ours)) {
            return inTurn(List.of(), Because.NO_MEMORY);
        }
        boolean unsafe = known.ignorant() && question.kind().effect() == Effect.CONSUME;
        Side home = question.home(standing);
        boolean located = home != null || plan.because() == Because.TICKET;
        if (located && !unsafe || plan.manner() == Manner.MERGED || plan.because() == Because.SOLE_BACKEND) {
            return plan;
        }
        // What is about no copy needs no memory, and is asked of whoever comes first.
        boolean primaryAlone = question.isAboutCopied() || unsafe;
        List<Side> alone = plan.order().stream()
                .filter(side -> !primaryAlone || side == Side.PRIMARY)
                .filter(side -> home == null || side == home) // nobody else could say that it is unknown
                .limit(plan.isForSecret() ? plan.order().size() : 1) // who leads may be the only one to know the client
                .toList();
        return inTurn(alone, Because.NO_MEMORY);
    }

    /**
     * Returns who is asked a question, given what custody knows of its subject, and of the secret of its client at the
     * primary.
     */
    public Plan plan(Question question, Standing standing, SecretStanding secret, Stage stage) {
        Plan plan = inEarlierStages(question, standing, secret, stage);
        boolean drained =
                stage == Stage.DRAIN && question.begins() && plan.order().contains(Side.SECONDARY);
        return drained ? inTurn(PRIMARY, Because.STAGE_DRAIN) : plan;
    }

    /** Returns who is asked unless a stage draws a line. What is said first counts. */
    private Plan inEarlierStages(Question question, Standing standing, SecretStanding secret, Stage stage) {
        Route route = rules.of(question).route();
        if (!secondary) { // it may still hold a late copy of what was killed, or used up at the one that is gone
            boolean late = question.kind().effect() != Effect.KILL && isDead(standing, true);
            return late ? new Plan(Manner.DEAD, PRIMARY, Because.DEAD) : inTurn(PRIMARY, Because.SOLE_BACKEND);
        }
        boolean primaryAlone =
                stage == Stage.PRIMARY_ONLY || !question.call().operation().existsAt(Side.SECONDARY);
        boolean kill = question.kind().effect() == Effect.KILL;
        if (!kill && isDead(standing, primaryAlone)) {
            return new Plan(Manner.DEAD, primaryAlone ? PRIMARY : PRIMARY_FIRST, Because.DEAD);
        }
        if (!kill && primaryAlone && standing.firmness() == Firmness.CLAIMED && standing.side() == Side.SECONDARY) {
            return inTurn(List.of(), Because.CUSTODY); // the primary may hold a copy of what the secondary consumed
        }
        if (!question.call().operation().existsAt(Side.SECONDARY)) {
            return inTurn(PRIMARY, Because.ONLY_IN_PRIMARY);
        }
        boolean ends = kill && question.kind().kills() != Case.Kills.SERVICE;
        boolean update = question.kind().effect() == Effect.UPDATE;
        if (ends || update && route == Route.BOTH) { // in every stage, or stepping back would bring something back
            boolean owed = durable || stage == Stage.PRIMARY_ONLY; // where nobody asks the secondary, it may be late
            Manner late = question.setsState() ? Manner.BOTH_OR_OWED_BY_SECONDARY : Manner.BOTH_OR_OWED;
            return new Plan(owed ? late : Manner.BOTH, sides(route), Because.OPERATION);
        }
        if (stage == Stage.PRIMARY_ONLY) {
            return inTurn(PRIMARY, Because.STAGE_PRIMARY_ONLY);
        }
        if (route == Route.MERGED) {
            return new Plan(Manner.MERGED, PRIMARY_FIRST, Because.OPERATION);
        }
        if (question.subject() != null && question.subject().kind() == CredentialKind.TICKET) {
            return inTurn(question.tagged() ? PRIMARY : SECONDARY_FIRST, Because.TICKET);
        }
        Side home = standing.side();
        if (home != null && standing.settledAt(home)) {
            // While the primary is down, a read of what it has recognised may still be answered by the secondary's own
            // state; "unknown" from the primary is final.
            boolean maybeElsewhere = standing.firmness() == Firmness.SEEN
                    && (question.isAboutCopied() || question.kind().effect() == Effect.READ);
            return inTurn(maybeElsewhere ? PRIMARY_FIRST : only(home), Because.CUSTODY);
        }
        if (route == Route.PRIMARY_ONLY || route == Route.SECONDARY_ONLY) {
            return inTurn(sides(route), Because.OPERATION);
        }
        if (route == Route.BOTH) {
            return new Plan(Manner.TOGETHER, PRIMARY_FIRST, Because.OPERATION);
        }
        if (home != null) {
            return inTurn(first(home), Because.HINT);
        }
        return switch (route) {
            case PRIMARY_FIRST -> inTurn(PRIMARY_FIRST, Because.OPERATION);
            case SECONDARY_FIRST -> inTurn(SECONDARY_FIRST, Because.OPERATION);
            default -> byStage(question, secret, stage);
        };
    }

    /** Whoever may be refused by the leader later, where it has to authenticate, does not begin there. */
    private static Plan byStage(Question question, SecretStanding secret, Stage stage) {
        if (stage.leader() == Side.PRIMARY && secret.isDoubtful() && question.beginsGrant()) {
            boolean different = secret == SecretStanding.DIFFERENT;
            return inTurn(SECONDARY_FIRST, different ? Because.SECRET_DIFFERENT : Because.SECRET_UNKNOWN);
        }
        return inTurn(first(stage.leader()), Because.STAGE);
    }

    /** What was killed is dead everywhere; what the secondary consumed is dead where only the primary can be asked. */
    private static boolean isDead(Standing standing, boolean primaryAlone) {
        return standing.firmness() == Firmness.KILLED
                || primaryAlone && standing.firmness() == Firmness.SPENT && standing.side() == Side.SECONDARY;
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

    private static Plan inTurn(List<Side> order, Because because) {
        return new Plan(Manner.IN_TURN, order, because);
    }
}
