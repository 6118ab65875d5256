package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.FAMILIES_JOIN;
import static dev.dualclient.test.model.Rule.FAMILY;
import static dev.dualclient.test.model.Rule.FAMILY_AT_ONCE;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.search.Step;
import dev.dualclient.test.model.search.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The families of a line of refreshes, as the store keeps them: rows 1, 2, 3, … of which each replaced the one before. A
 * link between two rows is recorded by the use that replaced the one by the other, or later, when a backend repeats its
 * answer to that use. A kill of any row marks the root of its family, at a cost that does not grow with the line.
 */
public final class FamilyWorld implements World<FamilyWorld.State> {

    private final Set<Rule> rules;
    private final int rows;

    /** Creates a line of so many rows. */
    public FamilyWorld(Set<Rule> rules, int size) {
        this.rules = rules;
        this.rows = 2 + size;
    }

    /**
     * A state.
     *
     * @param linked the rows of which it is recorded that the next one replaced them
     * @param unfinished the rows whose link is recorded, and whose families are not yet joined
     * @param families the family of each row that has one
     * @param roots what each family was joined to
     * @param dead the roots that were killed
     * @param killed the rows that callers were told to be dead
     */
    record State(
            Set<Integer> linked,
            Set<Integer> unfinished,
            TreeMap<Integer, Integer> families,
            TreeMap<Integer, Integer> roots,
            Set<Integer> dead,
            Set<Integer> killed) {

        int root(int row) {
            int root = families.getOrDefault(row, row);
            while (roots.containsKey(root)) {
                root = roots.get(root);
            }
            return root;
        }
    }

    @Override
    public State start() {
        return new State(Set.of(), Set.of(), new TreeMap<>(), new TreeMap<>(), Set.of(), Set.of());
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        for (int row = 1; row < rows; row++) {
            if (!state.linked.contains(row)) {
                steps.add(new Step<>(
                        "it is recorded that row " + (row + 1) + " replaced row " + row, linked(state, row)));
            }
            if (state.unfinished.contains(row)) {
                steps.add(new Step<>("the families of these two rows are joined", joined(state, row)));
            }
        }
        for (int row = 1; row <= rows; row++) {
            if (!state.killed.contains(row)) {
                steps.add(new Step<>("row " + row + " is killed", killed(state, row)));
            }
        }
        return steps;
    }

    private State linked(State state, int row) {
        Set<Integer> linked = and(state.linked, row);
        State recorded = new State(linked, state.unfinished, state.families, state.roots, state.dead, state.killed);
        return rules.contains(FAMILY_AT_ONCE)
                ? joined(recorded, row)
                : new State(linked, and(state.unfinished, row), state.families, state.roots, state.dead, state.killed);
    }

    private State joined(State state, int row) {
        TreeMap<Integer, Integer> families = new TreeMap<>(state.families);
        TreeMap<Integer, Integer> roots = new TreeMap<>(state.roots);
        Set<Integer> dead = state.dead;
        int older = state.root(row);
        int younger = state.root(row + 1);
        boolean news = !families.containsKey(row + 1) && !dead.contains(younger);
        families.putIfAbsent(row, older);
        if (news) {
            families.put(row + 1, older);
        } else if (rules.contains(FAMILIES_JOIN) && older != younger) {
            families.putIfAbsent(row + 1, younger);
            roots.put(younger, older);
            dead = dead.contains(younger) ? and(dead, older) : dead;
        }
        Set<Integer> unfinished = new HashSet<>(state.unfinished);
        unfinished.remove(row);
        return new State(state.linked, Set.copyOf(unfinished), families, roots, dead, state.killed);
    }

    private State killed(State state, int row) {
        Set<Integer> dead = and(state.dead, rules.contains(FAMILY) ? state.root(row) : -row);
        return new State(state.linked, state.unfinished, state.families, state.roots, dead, and(state.killed, row));
    }

    /** What the killed rows descend from, as far as links tell, must be dead. */
    @Override
    public @Nullable String wrong(State state) {
        for (int killed : state.killed) {
            for (int row = killed; row == killed || state.linked.contains(row); row--) {
                if (!state.dead.contains(state.root(row)) && !state.dead.contains(-row)) {
                    return "row " + row + " is good, although row " + killed + ", which descends from it, was killed";
                }
            }
        }
        return null;
    }

    private static Set<Integer> and(Set<Integer> some, int more) {
        Set<Integer> all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }
}
