package dev.dualclient.test.model.carry;

import static dev.dualclient.test.model.Rule.CARRIED_ONCE;
import static dev.dualclient.test.model.Rule.COPY_IS_CHECKED;
import static dev.dualclient.test.model.Rule.COPY_IS_NOT_ISSUED;
import static dev.dualclient.test.model.Rule.ORIGINAL_UNTIL_COPIED;
import static dev.dualclient.test.model.Rule.SEEN_ONCE_ANSWERED;
import static dev.dualclient.test.model.Rule.TIDIED_IS_CLAIMED;
import static dev.dualclient.test.model.carry.CarryState.and;
import static dev.dualclient.test.model.carry.CarryState.without;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.carry.CarryState.Hold;
import dev.dualclient.test.model.carry.CarryState.Level;
import dev.dualclient.test.model.carry.CarryState.Run;
import dev.dualclient.test.model.carry.CarryState.Side;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The steps of a carry: gate, mark, create, record. */
final class CarrySteps {

    private final Set<Rule> rules;
    private final boolean tidied;

    CarrySteps(Set<Rule> rules, boolean tidied) {
        this.rules = rules;
        this.tidied = tidied;
    }

    List<Step<CarryState>> of(CarryState state, Run run) {
        return switch (run.step()) {
            case 0 -> List.of(gate(state, run));
            case 1 -> List.of(mark(state, run));
            case 2 -> create(state, run);
            default -> List.of(record(state, run));
        };
    }

    private boolean isMarked(CarryState state, int row) {
        return rules.contains(CARRIED_ONCE) && state.marks().contains(row);
    }

    private Step<CarryState> gate(CarryState state, Run run) {
        int row = run.row();
        boolean refused = state.custody().containsKey(row)
                || state.truth().killed().contains(row)
                || isMarked(state, row)
                || !state.s().contains(row);
        return refused
                ? new Step<>(run + ": not carried", state.running(run, null))
                : new Step<>(run + ": may be carried", state.running(run, run.at(1, null, 0)));
    }

    private Step<CarryState> mark(CarryState state, Run run) {
        int row = run.row();
        if (isMarked(state, row)) {
            return new Step<>(run + ": carried already", state.running(run, null));
        }
        CarryState marked = state.carrying(and(state.marks(), row), and(state.unsettled(), row));
        CarryState after =
                rules.contains(ORIGINAL_UNTIL_COPIED) ? marked : marked.backend(Side.S, without(state.s(), row));
        return new Step<>(run + ": marked", after.running(run, run.at(2, null, 0)));
    }

    private List<Step<CarryState>> create(CarryState state, Run run) {
        int row = run.row();
        if (state.p().contains(row)) {
            return List.of(new Step<>(run + ": P has such a row", state.running(run, null)));
        }
        CarryState done = state.backend(Side.P, and(state.p(), row));
        CarryState answered = rules.contains(COPY_IS_NOT_ISSUED) ? done : done.issuedByP(and(state.issuedByP(), row));
        List<Step<CarryState>> steps = new ArrayList<>();
        steps.add(new Step<>(run + ": P creates it", answered.running(run, run.at(3, null, 0))));
        if (state.left().has(Chance.FAULT)) {
            CarryState fewer = state.left(state.left().after(Chance.FAULT));
            steps.add(unanswered(done.left(fewer.left()), run, ": P creates it, and the answer is lost"));
            steps.add(unanswered(fewer, run, ": P never gets the request"));
        }
        if (state.left().has(Chance.DELAY)) {
            CarryState fewer = state.left(state.left().after(Chance.DELAY));
            steps.add(unanswered(
                    fewer.onTheirWay(and(state.late(), row)), run, ": no answer, and the request is on its way"));
        }
        return steps;
    }

    private Step<CarryState> unanswered(CarryState state, Run run, String words) {
        CarryState after = rules.contains(SEEN_ONCE_ANSWERED) ? state : state.seeing(and(state.seen(), run.row()));
        return new Step<>(run + words, after.running(run, null));
    }

    private Step<CarryState> record(CarryState state, Run run) {
        int row = run.row();
        boolean taken = rules.contains(COPY_IS_CHECKED) && CarryWorld.isTakenByS(state, row);
        CarryState after = state.carrying(state.marks(), without(state.unsettled(), row));
        if (taken || state.truth().killed().contains(row)) {
            after = after.backend(Side.P, without(state.p(), row));
        } else if (!state.custody().containsKey(row)) {
            after = moved(after, row);
        }
        return new Step<>(run + ": recorded", after.running(run, null));
    }

    /** What the outbox makes of a carry that has not come to its end. */
    CarryState settled(CarryState state, int row) {
        CarryState after = state.carrying(state.marks(), without(state.unsettled(), row));
        if (state.truth().killed().contains(row) || CarryWorld.isTakenByS(state, row)) {
            return after.backend(Side.P, without(state.p(), row));
        }
        return state.p().contains(row) && !state.custody().containsKey(row) ? moved(after, row) : after;
    }

    private CarryState moved(CarryState state, int row) {
        return tidied && rules.contains(TIDIED_IS_CLAIMED)
                ? state.holding(row, new Hold(Level.FINAL, Side.P))
                : state.seeing(and(state.seen(), row));
    }
}
