package dev.dualclient.test.model.carry;

import static dev.dualclient.test.model.Rule.TAKEN_COPY_IS_ENDED;
import static dev.dualclient.test.model.carry.CarryState.and;
import static dev.dualclient.test.model.carry.CarryState.plus;
import static dev.dualclient.test.model.carry.CarryState.without;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.carry.CarryState.Hold;
import dev.dualclient.test.model.carry.CarryState.Kind;
import dev.dualclient.test.model.carry.CarryState.Level;
import dev.dualclient.test.model.carry.CarryState.Run;
import dev.dualclient.test.model.carry.CarryState.Side;
import dev.dualclient.test.model.carry.CarryState.Truth;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps of a refresh: looked up, claimed, used, answered. */
final class RefreshSteps {

    private final Set<Rule> rules;
    private final boolean secondaryFirst;

    RefreshSteps(Set<Rule> rules, boolean secondaryFirst) {
        this.rules = rules;
        this.secondaryFirst = secondaryFirst;
    }

    List<Step<CarryState>> of(CarryState state, Run run) {
        return switch (run.step()) {
            case 0 -> lookUp(state, run);
            case 1 -> List.of(claim(state, run));
            case 2 -> use(state, run);
            default -> List.of(answer(state, run));
        };
    }

    private List<Step<CarryState>> lookUp(CarryState state, Run run) {
        int row = run.row();
        Hold hold = state.custody().get(row);
        if (state.truth().killed().contains(row)) {
            return List.of(new Step<>(run + ": refused, for it was killed", state.running(run, null)));
        }
        if (hold == null && state.issuedByP().contains(row)) {
            Run then = run.at(2, Side.P, Run.NO_CLAIM);
            return List.of(new Step<>(run + ": issued by P, which alone holds it", state.running(run, then)));
        }
        List<Step<CarryState>> steps = new ArrayList<>();
        Side side = hold != null ? hold.side() : holder(state, row);
        steps.add(side != null ? lookedUp(state, run, side) : unknown(state, run));
        boolean mayFallBack = hold == null && side == Side.P && state.s().contains(row);
        if (mayFallBack && state.left().has(Chance.FAULT)) {
            CarryState fewer = state.left(state.left().after(Chance.FAULT));
            Step<CarryState> other = lookedUp(fewer, run, Side.S);
            steps.add(new Step<>(other.words() + ", P being away", other.next()));
        }
        return steps;
    }

    private @Nullable Side holder(CarryState state, int row) {
        Side first = secondaryFirst ? Side.S : Side.P;
        Side second = secondaryFirst ? Side.P : Side.S;
        return state.holds(first, row) ? first : state.holds(second, row) ? second : null;
    }

    private static Step<CarryState> lookedUp(CarryState state, Run run, Side side) {
        Hold hold = state.custody().get(run.row());
        boolean met = hold != null && hold.level() == Level.CLAIMED; // and final from now on
        CarryState after = met ? state.holding(run.row(), new Hold(Level.FINAL, side)) : state;
        return new Step<>(
                run + ": looked up, and held by " + side, after.running(run, run.at(hold == null ? 1 : 2, side, 0)));
    }

    private static Step<CarryState> unknown(CarryState state, Run run) {
        Truth truth = state.truth();
        boolean refusedGood = truth.alive().contains(run.row())
                && truth.held().contains(run.row())
                && state.late().isEmpty()
                && !state.isBusy(run.row(), run);
        return new Step<>(
                run + ": unknown to both",
                state.running(run, null),
                refusedGood ? "row " + run.row() + " is refused, although it is good" : null);
    }

    private Step<CarryState> claim(CarryState state, Run run) {
        int row = run.row();
        Side side = Objects.requireNonNull(run.side());
        Hold hold = state.custody().get(row);
        if (hold != null || state.truth().killed().contains(row)) {
            boolean met = hold != null && hold.level() == Level.CLAIMED;
            CarryState after = met ? state.holding(row, new Hold(Level.FINAL, hold.side())) : state;
            return new Step<>(run + ": claimed by another request, answer: LATER", after.running(run, null));
        }
        CarryState claimed = state.holding(row, new Hold(Level.CLAIMED, side));
        boolean copied = side == Side.S && state.marks().contains(row) && rules.contains(TAKEN_COPY_IS_ENDED);
        CarryState after = copied ? claimed.toEnd(and(state.ending(), row)) : claimed;
        return new Step<>(run + ": claimed for " + side, after.running(run, run.at(2, side, Run.OWN_CLAIM)));
    }

    private static List<Step<CarryState>> use(CarryState state, Run run) {
        Side side = Objects.requireNonNull(run.side());
        if (state.holds(side, run.row())) {
            return used(state, run, side);
        }
        Integer repeated = state.repeats().get(run.row());
        if (side == Side.S && repeated != null && state.windows().contains(run.row())) {
            return List.of(repeat(state, run, repeated));
        }
        boolean own =
                new Hold(Level.CLAIMED, side).equals(state.custody().get(run.row())) && run.other() == Run.OWN_CLAIM;
        CarryState after = own ? state.holding(run.row(), null).toEnd(without(state.ending(), run.row())) : state;
        return List.of(new Step<>(run + ": " + side + " does not know it", after.running(run, null)));
    }

    private static List<Step<CarryState>> used(CarryState state, Run run, Side side) {
        int row = run.row();
        int next = state.next();
        CarryState after = state.backend(side, and(without(side == Side.P ? state.p() : state.s(), row), next))
                .numbered(next + 1)
                .truth(state.truth().replaced(row, next));
        if (side == Side.S) {
            after = after.repeating(plus(state.repeats(), row, next), and(state.windows(), row));
        }
        String words = run + ": " + side + " replaces it by " + next;
        if (run.other() == Run.NO_CLAIM) {
            CarryState noted = after.issuedByP(and(state.issuedByP(), next))
                    .truth(after.truth().used(row).handed(next));
            return List.of(new Step<>(words + ", answer: " + next, noted.running(run, null)));
        }
        List<Step<CarryState>> steps = new ArrayList<>();
        steps.add(new Step<>(words, after.running(run, run.at(3, side, next))));
        if (state.left().has(Chance.FAULT)) {
            steps.add(new Step<>(
                    words + ", and the answer is lost",
                    after.left(state.left().after(Chance.FAULT)).running(run, null)));
        }
        return steps;
    }

    private static Step<CarryState> repeat(CarryState state, Run run, int answer) {
        if (state.s().contains(answer)) {
            return new Step<>(run + ": S repeats its answer, " + answer, state.running(run, run.at(3, Side.S, answer)));
        }
        Truth truth = state.truth();
        boolean good = truth.alive().contains(answer) && !truth.gone().contains(answer);
        return new Step<>(
                run + ": S cannot repeat its answer",
                state.running(run, null),
                good ? "the use of row " + run.row() + " is refused, although its answer would be repeated" : null);
    }

    private static Step<CarryState> answer(CarryState state, Run run) {
        int row = run.row();
        int answer = run.other();
        Side side = Objects.requireNonNull(run.side());
        Hold hold = state.custody().get(row);
        Integer first = state.successors().get(row);
        boolean another = hold != null && hold.level() == Level.SPENT && first != null && first != answer;
        if (another || state.truth().killed().contains(row)) {
            CarryState after = state.backend(side, without(side == Side.P ? state.p() : state.s(), answer))
                    .truth(state.truth().died(answer));
            return new Step<>(run + ": a late copy, " + answer + " is killed", after.running(run, null));
        }
        boolean twoLines =
                state.truth().gone().contains(row) && !Integer.valueOf(answer).equals(first);
        CarryState after = state.spent(row, side, answer).running(run, null);
        boolean carried = side == Side.S && !twoLines;
        return new Step<>(
                run + ": spent at " + side + ", answer: " + answer,
                carried ? after.running(null, new Run(Kind.CARRY, answer, 0, null, 0)) : after,
                twoLines ? "two lines of tokens come from row " + row : null);
    }
}
