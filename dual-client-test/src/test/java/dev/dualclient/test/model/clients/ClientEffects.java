package dev.dualclient.test.model.clients;

import static dev.dualclient.test.model.Rule.AUTHENTICATION_KEPT;
import static dev.dualclient.test.model.Rule.LEASE;
import static dev.dualclient.test.model.Rule.ORDER_OF_THE_STORE;
import static dev.dualclient.test.model.Rule.SETTLED_AFTER_LOSS;
import static dev.dualclient.test.model.Rule.STATE_IN_ORDER;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.clients.ClientState.Change;
import dev.dualclient.test.model.clients.ClientState.Owed;
import dev.dualclient.test.model.clients.ClientState.Side;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Effect.Result;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What backends and store do about the state of a client. */
final class ClientEffects {

    private final Set<Rule> rules;

    ClientEffects(Set<Rule> rules) {
        this.rules = rules;
    }

    /** What a backend says. */
    enum Outcome {
        OK,
        REFUSED,
        UNAVAILABLE,
        INDETERMINATE
    }

    /** What is known before a call. */
    record Known(Set<Side> owing, boolean authenticated) {}

    /** A change as the store has taken it, and which backends may be told at once. */
    record Written(Change change, Set<Side> inTurn) {}

    Effect<ClientState, Known> look() {
        return state -> Effect.one(known(state), state, "looks into the store");
    }

    private static Known known(ClientState state) {
        Set<Side> owing = EnumSet.noneOf(Side.class);
        state.owed().forEach(owed -> owing.add(owed.side()));
        return new Known(owing, state.authenticated() || state.remembered());
    }

    /** Writes a change ahead: the store numbers it, and what both backends have to agree with is what is newest. */
    Effect<ClientState, Written> write(int secret) {
        return state -> {
            List<Result<ClientState, Written>> results = new ArrayList<>();
            int next = state.wanted().number() + 1;
            results.add(written(state, new Change(next, secret), "writes the change ahead"));
            if (!rules.contains(ORDER_OF_THE_STORE)) {
                Change early = new Change(state.wanted().number() - 1, secret);
                results.add(written(state, early, "writes the change ahead, by a clock that is behind"));
            }
            return results;
        };
    }

    private Result<ClientState, Written> written(ClientState state, Change change, String words) {
        Set<Owed> owed = new HashSet<>(state.owed());
        Set<Side> inTurn = EnumSet.noneOf(Side.class);
        boolean newest = change.number() > state.wanted().number();
        for (Side side : Side.values()) {
            if (!state.owes(side)) {
                inTurn.add(side);
            } else if (rules.contains(STATE_IN_ORDER) && newest) {
                owed.removeIf(older -> older.side() == side);
            }
            boolean superseded = rules.contains(STATE_IN_ORDER) && !newest && state.owes(side);
            if (!superseded) {
                owed.add(new Owed(side, change));
            }
        }
        Set<Side> told = rules.contains(STATE_IN_ORDER) ? inTurn : EnumSet.allOf(Side.class);
        ClientState after = state.wanting(newest ? change : state.wanted(), owed);
        return new Result<>(new Written(change, Set.copyOf(told)), after, words);
    }

    Effect<ClientState, Outcome> set(Side side, Change change) {
        return state -> {
            String words = side + " is told secret " + change.secret();
            Owed owed = new Owed(side, change);
            List<Result<ClientState, Outcome>> results = new ArrayList<>();
            ClientState done = state.holding(side, change.secret()).paid(owed);
            results.add(new Result<>(Outcome.OK, done, words + ": OK"));
            if (state.left().has(Chance.FAULT)) {
                ClientState fewer = state.with(state.left().after(Chance.FAULT));
                results.add(new Result<>(Outcome.UNAVAILABLE, fewer, words + ": not reached"));
                Set<Owed> late = new HashSet<>(state.late());
                late.add(owed);
                results.add(new Result<>(
                        Outcome.INDETERMINATE, fewer.late(late), words + ": no answer, it is still at it"));
            }
            return results;
        };
    }

    Effect<ClientState, Outcome> authenticate(Side side, int secret) {
        return state -> {
            String words = side + " is asked";
            if (state.down() == side) {
                return Effect.one(Outcome.UNAVAILABLE, state, words + ": not reached");
            }
            Outcome outcome = state.at(side) == secret ? Outcome.OK : Outcome.REFUSED;
            List<Result<ClientState, Outcome>> results = new ArrayList<>();
            results.add(new Result<>(outcome, state, words + ": " + outcome));
            if (state.left().has(Chance.FAULT)) {
                results.add(new Result<>(
                        Outcome.UNAVAILABLE, state.with(state.left().after(Chance.FAULT)), words + ": not reached"));
            }
            return results;
        };
    }

    /** Notes, before the answer, that P has authenticated the client. */
    Effect<ClientState, Boolean> authenticated() {
        return state -> Effect.one(
                true,
                state.authenticated(state.authenticated() || rules.contains(AUTHENTICATION_KEPT), true),
                "notes that P has authenticated the client");
    }

    Effect<ClientState, Known> deliver() {
        return state -> {
            ClientState after = state;
            for (Owed owed : state.owed()) {
                boolean due = isDue(after, owed) && state.down() != owed.side();
                after = due ? delivered(after, owed) : after;
            }
            return Effect.one(known(after), after, "has what is owed delivered");
        };
    }

    /** Whether a row may be delivered: not while a request or the backend may still be at it. */
    boolean isDue(ClientState state, Owed owed) {
        boolean mayBeAtIt = state.late().stream().anyMatch(late -> late.side() == owed.side());
        boolean leased =
                state.requests().stream().anyMatch(request -> request.deed().sets());
        return (!mayBeAtIt || !rules.contains(SETTLED_AFTER_LOSS)) && (!leased || !rules.contains(LEASE));
    }

    ClientState delivered(ClientState state, Owed owed) {
        return state.owed().contains(owed)
                ? state.holding(owed.side(), owed.change().secret()).paid(owed)
                : state;
    }

    /** A backend has done at last what it did not answer. */
    static ClientState landed(ClientState state, Owed late) {
        Set<Owed> fewer = new HashSet<>(state.late());
        fewer.remove(late);
        return state.holding(late.side(), late.change().secret()).late(fewer);
    }
}
