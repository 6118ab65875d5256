package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.CALLED_ONCE;
import static dev.dualclient.test.model.Rule.CUT;
import static dev.dualclient.test.model.Rule.REST_IN_BACKGROUND;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.kills.ManyState.Side;
import dev.dualclient.test.model.kills.ManyState.Sites;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Effect.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What backends and store do. A backend ends one token a call, so that a call of many may leave some. */
final class ManyEffects {

    private final Set<Rule> rules;

    ManyEffects(Set<Rule> rules) {
        this.rules = rules;
    }

    /**
     * What is known before a call.
     *
     * @param owing which backends still owe the kill of many
     * @param marked whether the token was issued after it
     */
    record Known(boolean storeUp, boolean isCut, Set<Side> owing, boolean marked) {}

    /** What a backend says. */
    enum Outcome {
        OK,
        UNKNOWN,
        UNAVAILABLE,
        INDETERMINATE
    }

    /** What a backend says, with the number of a token that it has issued. */
    record Reply(Outcome outcome, int token) {}

    Effect<ManyState, Known> look(int token) {
        return state -> Effect.one(known(state, token), state, "looks into the store");
    }

    /** While the store is down, a node remembers that there was a kill of many. */
    private static Known known(ManyState state, int token) {
        return new Known(
                state.sites().storeUp(),
                state.isCut(),
                state.owed(),
                state.marks().contains(token));
    }

    /** Writes a kill of many ahead: under the name of the user, and what both backends owe. */
    Effect<ManyState, Boolean> cut() {
        return state -> state.sites().storeUp()
                ? Effect.one(
                        true, state.cut(rules.contains(CUT), Set.of(Side.P, Side.S)), "writes the kill of all ahead")
                : Effect.one(false, state, "the store does not answer");
    }

    Effect<ManyState, Boolean> mark(int token) {
        return state -> state.sites().storeUp()
                ? Effect.one(true, state.marked(token), "marks token " + token)
                : Effect.one(false, state, "the store does not answer");
    }

    Effect<ManyState, Reply> read(Side side, int token) {
        return state -> calls(
                state,
                side,
                side + " is asked about " + token,
                new Reply(state.sites().at(side).contains(token) ? Outcome.OK : Outcome.UNKNOWN, 0),
                state,
                false);
    }

    Effect<ManyState, Reply> create(Side side) {
        return state -> {
            Sites after = state.sites().issued(side);
            Reply reply = new Reply(Outcome.OK, after.tokens());
            return calls(state, side, side + " issues token " + after.tokens(), reply, state.with(after), true);
        };
    }

    Effect<ManyState, Reply> end(Side side, int token) {
        return state -> calls(
                state,
                side,
                side + " has to end the late copy of " + token,
                new Reply(Outcome.OK, 0),
                state.with(state.sites().without(side, token)),
                false);
    }

    /** The call of a kill of many, and what is known of it afterwards. */
    Effect<ManyState, Reply> endAll(Side side) {
        return state -> {
            Set<Integer> held = new TreeSet<>(state.sites().at(side));
            boolean leaves = held.size() > 1;
            held.stream().findFirst().ifPresent(held::remove);
            ManyState ended = state.with(state.sites().with(side, Set.copyOf(held)));
            ManyState after = ended.acknowledged(side, leaves && rules.contains(REST_IN_BACKGROUND));
            List<Result<ManyState, Reply>> results = new ArrayList<>();
            String words = side + " is told to end all";
            if (state.sites().down() != side) {
                results.add(
                        new Result<>(new Reply(Outcome.OK, 0), after, words + (leaves ? ", and ends a part" : ": OK")));
            }
            if (state.sites().down() == side || state.left().has(Chance.FAULT)) {
                ManyState undone = state.with(state.left().after(Chance.FAULT));
                results.add(new Result<>(new Reply(Outcome.UNAVAILABLE, 0), undone, words + ": not reached"));
                ManyState done = ended.with(state.left().after(Chance.FAULT));
                results.add(new Result<>(new Reply(Outcome.INDETERMINATE, 0), done, words + ": the answer is lost"));
            }
            return results;
        };
    }

    /** Has the backends do what they owe, as far as that goes, and looks again. */
    Effect<ManyState, Known> deliver(int token) {
        return state -> {
            ManyState after = state;
            for (Side side : state.owed()) {
                after = state.sites().down() == side ? after : delivered(after, side);
            }
            return Effect.one(known(after, token), after, "has what is owed delivered");
        };
    }

    /**
     * Delivers a kill of many: token by token, those that carry no mark. To make the call again would end what was issued
     * since.
     */
    ManyState delivered(ManyState state, Side side) {
        boolean one = rules.contains(CALLED_ONCE);
        Set<Integer> held = new HashSet<>(one ? state.sites().at(side) : Set.of());
        held.retainAll(state.marks());
        return state.with(state.sites().with(side, Set.copyOf(held))).acknowledged(side, false);
    }

    private static List<Result<ManyState, Reply>> calls(
            ManyState state, Side side, String words, Reply reply, ManyState after, boolean changes) {
        Reply unavailable = new Reply(Outcome.UNAVAILABLE, 0);
        if (state.sites().down() == side) {
            return Effect.one(unavailable, state, words + ": not reached");
        }
        List<Result<ManyState, Reply>> results = new ArrayList<>();
        results.add(new Result<>(reply, after, words + ": " + reply.outcome()));
        if (state.left().has(Chance.FAULT)) {
            results.add(
                    new Result<>(unavailable, state.with(state.left().after(Chance.FAULT)), words + ": not reached"));
            if (changes) {
                results.add(new Result<>(
                        new Reply(Outcome.INDETERMINATE, 0),
                        after.with(state.left().after(Chance.FAULT)),
                        words + ": the answer is lost"));
            }
        }
        return results;
    }
}
