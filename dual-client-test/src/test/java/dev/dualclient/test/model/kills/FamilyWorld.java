package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.FAMILIES_JOIN;
import static dev.dualclient.test.model.Rule.FAMILY;
import static dev.dualclient.test.model.Rule.FAMILY_AS_IT_IS;
import static dev.dualclient.test.model.Rule.FAMILY_AT_ONCE;
import static dev.dualclient.test.model.Rule.FAMILY_LASTS;
import static dev.dualclient.test.model.Rule.KILLS_JOIN;
import static dev.dualclient.test.model.Rule.ROOT_BY_ORDER;
import static dev.dualclient.test.model.Rule.USED_UP_TAKES_NOTHING;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.kills.FamilyState.Joining;
import dev.dualclient.test.model.search.Step;
import dev.dualclient.test.model.search.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The families of a line of refreshes, as the store keeps them: rows 1, 2, 3, … of which each replaced the one before. A
 * link between two rows is recorded by the use that replaced the one by the other, or later, when a backend repeats its
 * answer to that use: then both may have a family already. A kill of any row marks the root of its family, at a cost that
 * does not grow with the line. Records are forgotten when they have not been written for a while.
 */
public final class FamilyWorld implements World<FamilyState> {

    /** How many requests at most have read which families they are about to join. */
    private static final int AT_ONCE = 2;

    private final Set<Rule> rules;
    private final int rows;

    /** Creates a line of so many rows, and three more. */
    public FamilyWorld(Set<Rule> rules, int size) {
        this.rules = rules;
        this.rows = 3 + size;
    }

    @Override
    public FamilyState start() {
        return FamilyState.EMPTY;
    }

    @Override
    public List<Step<FamilyState>> steps(FamilyState state) {
        List<Step<FamilyState>> steps = new ArrayList<>();
        for (int row = 1; row < rows; row++) {
            if (!state.gone().contains(row) && !state.gone().contains(row + 1)) {
                links(state, row, steps);
            }
        }
        for (Joining joining : state.joining()) {
            steps.add(new Step<>(
                    "family " + joining.from() + " is joined to family " + joining.to(), joined(state, joining)));
        }
        for (int row = 1; row <= rows; row++) {
            if (!state.killed().contains(row) && !state.gone().contains(row)) {
                kills(state, row, steps);
            }
            if (state.rows().containsKey(row)) {
                steps.add(
                        new Step<>("row " + row + " is presented, and its record written again", renewed(state, row)));
            }
        }
        if (state.ticks() < FamilyState.TICKS) {
            steps.add(new Step<>("time passes", state.later()));
        }
        return steps;
    }

    // ---- links ----

    private void links(FamilyState state, int row, List<Step<FamilyState>> steps) {
        String words = "it is recorded that row " + (row + 1) + " replaced row " + row;
        if (rules.contains(FAMILY_AT_ONCE)) {
            if (!state.linked().contains(row)) {
                named(state, row, words, steps);
            }
        } else if (!state.linked().contains(row)) {
            steps.add(new Step<>(words, state.linked(row).unnamed(row)));
        } else if (state.unnamed().contains(row)) {
            named(state, row, "these two rows are put into one family", steps);
        }
    }

    /** Puts two rows into one family, or begins to: which families they are of was read before. */
    private void named(FamilyState state, int row, String words, List<Step<FamilyState>> steps) {
        int older = state.family(row);
        int younger = state.family(row + 1);
        if (older == 0 || younger == 0 || older == younger) {
            int family = older != 0 ? older : younger != 0 ? younger : FamilyState.first(row);
            steps.add(new Step<>(words, taken(state, row, family)));
        } else if (!rules.contains(FAMILIES_JOIN)) {
            steps.add(new Step<>(words, state.linked(row)));
        } else if (state.joining().size() < AT_ONCE) {
            int smaller = Math.min(older, younger);
            int larger = Math.max(older, younger);
            steps.add(read(state, row, larger, smaller));
            if (!rules.contains(ROOT_BY_ORDER)) {
                steps.add(read(state, row, smaller, larger));
            }
        }
    }

    /** Both rows are of a family, and it takes over that one of them is dead. */
    private FamilyState taken(FamilyState state, int row, int family) {
        boolean dead = state.isEnded(row) || state.isEnded(row + 1);
        FamilyState named = lasting(state.linked(row).named(row, family).named(row + 1, family), family);
        return dead && rules.contains(KILLS_JOIN) ? named.marked(family) : named;
    }

    private static Step<FamilyState> read(FamilyState state, int row, int from, int to) {
        Joining joining = new Joining(row, from, to, state.isMarked(from));
        return new Step<>(
                "the families of rows " + row + " and " + (row + 1) + " are read, to join " + from + " to " + to,
                state.begun(joining));
    }

    /** Compares and sets the record of the one family alone: if that has changed, it is to be read again. */
    private FamilyState joined(FamilyState state, Joining joining) {
        FamilyState without = state.ended(joining);
        boolean unchanged = !state.isJoined(joining.from()) && state.isMarked(joining.from()) == joining.dead();
        if (!unchanged) {
            return without;
        }
        int root = without.root(joining.to());
        FamilyState joined = lasting(without.linked(joining.row()).joined(joining.from(), joining.to()), root);
        return joining.dead() && rules.contains(KILLS_JOIN) ? joined.marked(root) : joined;
    }

    // ---- kills ----

    private void kills(FamilyState state, int row, List<Step<FamilyState>> steps) {
        int family = state.family(row);
        Integer read = state.killing().get(row);
        boolean alone = rules.contains(USED_UP_TAKES_NOTHING) && state.linked().contains(row);
        if (!rules.contains(FAMILY) || alone || family == 0 && read == null) {
            steps.add(new Step<>(
                    "row " + row + " is killed",
                    lasting(state.marked(-row), family).killed(row)));
        } else if (rules.contains(FAMILY_AS_IT_IS)) {
            steps.add(new Step<>("row " + row + " is killed, and family " + family, marked(state, row, family)));
        } else if (read == null) {
            steps.add(new Step<>(
                    "the family of row " + row + " is read, which is to be killed", state.killing(row, family)));
        } else {
            steps.add(new Step<>("row " + row + " is killed, and family " + read, marked(state, row, read)));
        }
    }

    private static FamilyState marked(FamilyState state, int row, int family) {
        return state.marked(-row).marked(family).killed(row);
    }

    // ---- time ----

    /** A record that is written again names the root of its family, which lives as long from now on. */
    private FamilyState renewed(FamilyState state, int row) {
        int family = state.family(row);
        FamilyState renewed = state.renewed(-row);
        return rules.contains(FAMILY_LASTS) && family != 0 ? lasting(renewed.named(row, family), family) : renewed;
    }

    /** What is killed is known to be for as long as what names it. */
    private FamilyState lasting(FamilyState state, int family) {
        return rules.contains(FAMILY_LASTS) ? state.renewed(family) : state;
    }

    // ---- the promise ----

    /**
     * What the killed rows descend from, as far as links tell, must be dead, for as long as its record is there; but what has
     * replaced a row that was killed afterwards must not.
     */
    @Override
    public @Nullable String wrong(FamilyState state) {
        for (int killed : state.killed()) {
            for (int row = killed; row == killed || isEndedWithIt(state, row, killed); row--) {
                if (state.rows().containsKey(row) && !state.isDead(row)) {
                    return row == killed
                            ? "row " + row + " is good, although it was killed"
                            : "row " + row + " is good, although row " + killed
                                    + ", which descends from it, was killed";
                }
            }
        }
        for (int row = 1; row <= rows; row++) {
            if (state.isDead(row) && !mayBeDead(state, row)) {
                return "row " + row + " is dead, although only rows were killed that had been replaced";
            }
        }
        return null;
    }

    private static boolean isEndedWithIt(FamilyState state, int row, int killed) {
        return state.linked().contains(row) && !state.spent().contains(killed);
    }

    /** Whether it was killed, or what came of it, or what it came of before it was known to have. */
    private static boolean mayBeDead(FamilyState state, int row) {
        return state.killed().contains(row)
                || state.killed().stream().anyMatch(killed -> !state.spent().contains(killed));
    }
}
