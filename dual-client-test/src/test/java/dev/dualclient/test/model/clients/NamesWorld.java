package dev.dualclient.test.model.clients;

import static dev.dualclient.test.model.Rule.CLIENT_BY_ID;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.search.Step;
import dev.dualclient.test.model.search.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Clients that have one alias, one after the other: which of them a deletion is about. */
public final class NamesWorld implements World<NamesWorld.State> {

    private final Set<Rule> rules;
    private final int clients;

    /** Creates a world of so many clients. */
    public NamesWorld(Set<Rule> rules, int size) {
        this.rules = rules;
        this.clients = 1 + size;
    }

    /**
     * A state.
     *
     * @param p the id of the client that has the alias at P, 0 for none
     * @param s the same at S
     * @param copied whether the importer has brought S's client to P after its deletion there
     * @param killed the ids, or the alias as 0, that were killed for good
     * @param owed the ids, or the alias as 0, that S has to delete
     * @param deleted the clients whose deletion was answered
     * @param next the id of the next client
     */
    record State(
            int p, int s, boolean copied, Set<Integer> killed, Set<Integer> owed, Set<Integer> deleted, int next) {}

    @Override
    public State start() {
        return new State(1, 1, false, Set.of(), Set.of(), Set.of(), 2);
    }

    private int killedAs(int id) {
        return rules.contains(CLIENT_BY_ID) ? id : 0;
    }

    @Override
    public List<Step<State>> steps(State state) {
        List<Step<State>> steps = new ArrayList<>();
        int id = state.p != 0 ? state.p : state.s;
        if (id != 0 && !state.deleted.contains(id)) {
            Set<Integer> killed = and(state.killed, killedAs(id));
            Set<Integer> deleted = and(state.deleted, id);
            steps.add(new Step<>(
                    "client " + id + " is deleted by its alias at both",
                    new State(0, state.s == id ? 0 : state.s, state.copied, killed, state.owed, deleted, state.next)));
            steps.add(new Step<>(
                    "client " + id + " is deleted by its alias, S being away",
                    new State(0, state.s, state.copied, killed, and(state.owed, killedAs(id)), deleted, state.next)));
        }
        for (int owed : state.owed) {
            Set<Integer> left = new HashSet<>(state.owed);
            left.remove(owed);
            int held = owed == 0 || owed == state.s ? 0 : state.s;
            steps.add(new Step<>(
                    "S deletes what it owes",
                    new State(state.p, held, state.copied, state.killed, Set.copyOf(left), state.deleted, state.next)));
        }
        if (state.p == 0 && state.next <= clients) {
            steps.add(new Step<>(
                    "client " + state.next + " is registered under the alias",
                    new State(
                            state.next,
                            state.s == 0 ? state.next : state.s,
                            state.copied,
                            state.killed,
                            state.owed,
                            state.deleted,
                            state.next + 1)));
        }
        if (state.p == 0 && state.s != 0 && !state.copied) {
            steps.add(new Step<>(
                    "the importer brings client " + state.s + " to P",
                    new State(state.s, state.s, true, state.killed, state.owed, state.deleted, state.next)));
        }
        return steps;
    }

    /** Who asks for the alias is answered by P; a client that was killed for good is deleted again. */
    @Override
    public @Nullable String wrong(State state) {
        int id = state.p != 0 ? state.p : state.owed.isEmpty() ? state.s : 0;
        boolean killed = state.killed.contains(killedAs(id));
        if (id != 0 && killed && !state.deleted.contains(id)) {
            return "client " + id + " is deleted by asking for it";
        }
        return id != 0 && !killed && state.deleted.contains(id)
                ? "client " + id + " is served, although deleted"
                : null;
    }

    private static Set<Integer> and(Set<Integer> some, int more) {
        Set<Integer> all = new HashSet<>(some);
        all.add(more);
        return Set.copyOf(all);
    }
}
