package dev.dualclient.test.model.carry;

import static dev.dualclient.test.model.Rule.COPY_IS_SETTLED;
import static dev.dualclient.test.model.Rule.TIDIED_AFTER_WINDOW;
import static dev.dualclient.test.model.Rule.TIDIED_IS_CLAIMED;
import static dev.dualclient.test.model.carry.CarryState.and;
import static dev.dualclient.test.model.carry.CarryState.without;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.carry.CarryState.Hold;
import dev.dualclient.test.model.carry.CarryState.Kind;
import dev.dualclient.test.model.carry.CarryState.Level;
import dev.dualclient.test.model.carry.CarryState.Run;
import dev.dualclient.test.model.carry.CarryState.Side;
import dev.dualclient.test.model.carry.CarryState.Truth;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Left;
import dev.dualclient.test.model.search.Step;
import dev.dualclient.test.model.search.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carry-over: what S has just issued for a refresh is created at P with the same values. Refreshes, copies, revocations,
 * S's window of repeats and the outbox take their steps in any order, with crashes, lost answers and requests that arrive
 * late.
 */
public final class CarryWorld implements World<CarryState> {

    /** How the world is set up. */
    public enum Variant {
        /** S's row is never ended; P is asked first. */
        KEPT_AT_S,
        /** S's row is never ended; S is asked first, by what this node remembers. */
        S_ASKED_FIRST,
        /** S's row is ended after the copy. */
        TIDIED
    }

    private final Set<Rule> rules;
    private final int refreshes;
    private final int atOnce;
    private final boolean faults;
    private final Variant variant;
    private final RefreshSteps refresh;
    private final CarrySteps carry;

    /** Creates a world of two refreshes and one fault of each kind, or more in a larger size. */
    public CarryWorld(Set<Rule> rules, int size, Variant variant) {
        this(rules, 1 + size, 2, true, variant);
    }

    private CarryWorld(Set<Rule> rules, int refreshes, int atOnce, boolean faults, Variant variant) {
        this.rules = rules;
        this.refreshes = refreshes;
        this.atOnce = atOnce;
        this.faults = faults;
        this.variant = variant;
        this.refresh = new RefreshSteps(rules, variant == Variant.S_ASKED_FIRST);
        this.carry = new CarrySteps(rules, variant == Variant.TIDIED);
    }

    /** Creates a world of more requests at once, in which no fault happens. */
    public static CarryWorld repeated(Set<Rule> rules, int size) {
        return new CarryWorld(rules, 2 + size, 3, false, Variant.KEPT_AT_S);
    }

    @Override
    public CarryState start() {
        Left left = Left.NOTHING.and(Chance.REQUEST, refreshes);
        if (faults) {
            left = left.and(Chance.FAULT, 1)
                    .and(Chance.CRASH, 1)
                    .and(Chance.REVOCATION, 1)
                    .and(Chance.DELAY, 1);
        }
        Set<Integer> none = Set.of();
        Set<Integer> first = Set.of(1);
        Truth truth = new Truth(none, none, first, first);
        return new CarryState(
                none, first, Map.of(), none, Map.of(), Map.of(), none, none, none, none, none, none, truth, List.of(),
                left, 2);
    }

    @Override
    public List<Step<CarryState>> steps(CarryState state) {
        List<Step<CarryState>> steps = new ArrayList<>();
        requests(state, steps);
        outbox(state, steps);
        backends(state, steps);
        for (Run run : state.runs()) {
            if (state.left().has(Chance.CRASH)) {
                steps.add(new Step<>(
                        "the node of the " + run + " crashes",
                        state.running(run, null).left(state.left().after(Chance.CRASH))));
            }
            steps.addAll(run.kind() == Kind.REFRESH ? refresh.of(state, run) : carry.of(state, run));
        }
        return steps;
    }

    private void requests(CarryState state, List<Step<CarryState>> steps) {
        Truth truth = state.truth();
        if (state.left().has(Chance.REQUEST) && state.runs().size() < atOnce) {
            CarryState fewer = state.left(state.left().after(Chance.REQUEST));
            for (int row = 1; row < state.next(); row++) {
                if (truth.held().contains(row)) { // used ones, too: by holders who got no answer, and by thieves
                    Run run = new Run(Kind.REFRESH, row, 0, null, 0);
                    steps.add(new Step<>(run + " begins", fewer.running(null, run)));
                }
            }
        }
        if (state.left().has(Chance.REVOCATION)) {
            for (int row : truth.alive()) {
                if (truth.held().contains(row)) {
                    CarryState after = state.left(state.left().after(Chance.REVOCATION))
                            .backend(Side.P, without(state.p(), row))
                            .backend(Side.S, without(state.s(), row))
                            .truth(truth.died(row).used(row));
                    steps.add(new Step<>("row " + row + " is revoked at both", after));
                }
            }
        }
        if (state.left().has(Chance.CRASH) && !state.issuedByP().isEmpty()) {
            CarryState after = state.left(state.left().after(Chance.CRASH)).issuedByP(Set.of());
            for (Run run : state.runs()) {
                after = after.running(run, null);
            }
            steps.add(new Step<>("all nodes restart", after));
        }
    }

    private void outbox(CarryState state, List<Step<CarryState>> steps) {
        for (int row : state.unsettled()) {
            boolean carried = state.runs().stream().anyMatch(run -> run.kind() == Kind.CARRY && run.row() == row);
            if (rules.contains(COPY_IS_SETTLED) && !carried && !state.late().contains(row)) {
                steps.add(new Step<>("the outbox settles the carry of " + row, carry.settled(state, row)));
            }
        }
        for (int row : state.ending()) {
            if (!state.isBusy(row, null) && !state.late().contains(row)) {
                boolean ofS = isTakenByS(state, row);
                CarryState after = state.toEnd(without(state.ending(), row));
                steps.add(new Step<>(
                        "the outbox looks at the copy of " + row + (ofS ? ", and ends it" : ""),
                        ofS ? after.backend(Side.P, without(state.p(), row)) : after));
            }
        }
    }

    private void backends(CarryState state, List<Step<CarryState>> steps) {
        for (int row : state.late()) {
            CarryState after = state.onTheirWay(without(state.late(), row)).backend(Side.P, and(state.p(), row));
            steps.add(new Step<>("P creates " + row + " late", after));
        }
        for (int row : state.windows()) {
            steps.add(new Step<>(
                    "S does not repeat its answer to " + row + " any more",
                    state.repeating(state.repeats(), without(state.windows(), row))));
        }
        if (variant == Variant.TIDIED) {
            for (int row : state.s()) {
                if (isToBeTidied(state, row)) {
                    steps.add(new Step<>(
                            "row " + row + " is ended at S", state.backend(Side.S, without(state.s(), row))));
                }
            }
        }
    }

    private boolean isToBeTidied(CarryState state, int row) {
        Hold hold = state.custody().get(row);
        boolean ofP = hold != null && hold.side() == Side.P && hold.level() != Level.CLAIMED;
        boolean carried = rules.contains(TIDIED_IS_CLAIMED)
                ? ofP && state.marks().contains(row)
                : state.seen().contains(row);
        boolean repeated = state.repeats().entrySet().stream()
                .anyMatch(answer -> answer.getValue() == row && state.windows().contains(answer.getKey()));
        return carried && (!rules.contains(TIDIED_AFTER_WINDOW) || !repeated);
    }

    static boolean isTakenByS(CarryState state, int row) {
        Hold hold = state.custody().get(row);
        return hold != null && hold.side() == Side.S;
    }

    @Override
    public @Nullable String wrong(CarryState state) {
        for (int row : state.truth().gone()) {
            if (!state.truth().killed().contains(row) && !state.isBusy(row, null) && isAccepted(state, row)) {
                return "row " + row + " is accepted, although it was used up";
            }
        }
        for (int row : state.truth().alive()) {
            boolean settled = state.truth().held().contains(row)
                    && !state.isBusy(row, null)
                    && !state.late().contains(row);
            if (settled && !isAccepted(state, row)) {
                return "row " + row + " is refused, although it is good";
            }
        }
        boolean atRest = state.runs().isEmpty()
                && state.late().isEmpty()
                && state.ending().isEmpty()
                && (state.unsettled().isEmpty() || !rules.contains(COPY_IS_SETTLED));
        for (int row : state.p()) {
            if (atRest && !state.truth().alive().contains(row)) {
                return "P holds row " + row + " for good, although it is dead";
            }
        }
        return null;
    }

    /** Whether a read is answered with yes, by those whom custody lets ask. */
    private static boolean isAccepted(CarryState state, int row) {
        Hold hold = state.custody().get(row);
        if (hold != null) {
            return state.holds(hold.side(), row);
        }
        return state.p().contains(row)
                || !state.seen().contains(row) && state.s().contains(row);
    }
}
