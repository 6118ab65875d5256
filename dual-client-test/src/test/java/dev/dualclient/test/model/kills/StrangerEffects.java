package dev.dualclient.test.model.kills;

import static dev.dualclient.test.model.Rule.ENTRY_NAMES_THE_VALUE;
import static dev.dualclient.test.model.Rule.NOBODY_ELSE;
import static dev.dualclient.test.model.Rule.OWNER;
import static dev.dualclient.test.model.Rule.PER_KILLER;
import static dev.dualclient.test.model.Rule.UNKNOWN_LEAVES_LITTLE;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.kills.StrangerState.Asked;
import dev.dualclient.test.model.kills.StrangerState.Client;
import dev.dualclient.test.model.kills.StrangerState.Fate;
import dev.dualclient.test.model.kills.StrangerState.Owed;
import dev.dualclient.test.model.kills.StrangerState.Side;
import dev.dualclient.test.model.kills.StrangerState.Token;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Effect.Result;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What backends and store do. */
final class StrangerEffects {

    /** How many entries the store has room for. */
    private static final int ROOM = 2;

    /** How many tokens that nobody holds may be killed. */
    private static final int BOUND = 1;

    private final Set<Rule> rules;

    StrangerEffects(Set<Rule> rules) {
        this.rules = rules;
    }

    /** What a backend says. */
    enum Outcome {
        OK,
        REFUSED,
        UNKNOWN,
        UNAVAILABLE
    }

    /**
     * What is known of a token.
     *
     * @param fates who has asked for its end
     * @param owing which backends owe something that names it
     * @param owingAnything which backends owe anything
     * @param watched the clients of whom some kill is open, where rules let that concern others
     */
    record Known(
            Map<Client, Fate> fates, boolean unknown, Set<Side> owing, Set<Side> owingAnything, Set<Client> watched) {

        boolean isSure() {
            return unknown || fates.containsValue(Fate.SURE);
        }
    }

    Effect<StrangerState, Known> look(Token token) {
        return state -> Effect.one(known(state, token), state, "looks it up in the store");
    }

    private Known known(StrangerState state, Token token) {
        Map<Client, Fate> fates = new HashMap<>();
        Set<Client> watched = EnumSet.noneOf(Client.class);
        state.entries().forEach((asked, fate) -> {
            if (asked.token() == token) {
                fates.put(asked.killer(), fate);
            }
            boolean wide = !rules.contains(NOBODY_ELSE)
                    || !rules.contains(ENTRY_NAMES_THE_VALUE) && asked.token().owner == null;
            if (wide && fate == Fate.OPEN) {
                watched.add(Client.A); // whom the request names, whoever sends it
            }
        });
        Set<Side> owing = EnumSet.noneOf(Side.class);
        Set<Side> anything = EnumSet.noneOf(Side.class);
        for (Owed owed : state.outbox()) {
            anything.add(owed.side());
            if (owed.token() == token) {
                owing.add(owed.side());
            }
        }
        return new Known(fates, state.unknown().contains(token), owing, anything, watched);
    }

    Effect<StrangerState, Outcome> read(Side side, Token token) {
        return state -> calls(
                state,
                side,
                state.holds(side, token) ? Outcome.OK : Outcome.UNKNOWN,
                state,
                side + " is asked about it");
    }

    /** A revocation at a backend, which says OK to anybody who asks for the end of what it does not know. */
    Effect<StrangerState, Outcome> revoke(Side side, Token token, Client killer) {
        return state -> {
            boolean held = state.holds(side, token);
            boolean fails = side == Side.S && token == Token.MINE && state.poisoned();
            if (fails) {
                return Effect.one(Outcome.UNAVAILABLE, state, "S fails to end it");
            }
            StrangerState after = held && token.owner == killer ? ended(state, side, token) : state;
            Outcome outcome = held && token.owner != killer ? Outcome.REFUSED : Outcome.OK;
            return calls(state, side, outcome, after, side + " is told to end it");
        };
    }

    /** Ends a late copy, on the server's own word. */
    Effect<StrangerState, Outcome> delete(Side side, Token token) {
        return state -> calls(state, side, Outcome.OK, state.without(side, token), side + " has to end the late copy");
    }

    private static StrangerState ended(StrangerState state, Side side, Token token) {
        return state.without(side, token).truth(Set.of(), Set.of(token), Set.of());
    }

    private static List<Result<StrangerState, Outcome>> calls(
            StrangerState state, Side side, Outcome outcome, StrangerState after, String words) {
        if (state.down() == side) {
            return Effect.one(Outcome.UNAVAILABLE, state, words + ": not reached");
        }
        List<Result<StrangerState, Outcome>> results = new ArrayList<>();
        results.add(new Result<>(outcome, after, words + ": " + outcome));
        if (state.left().has(Chance.FAULT)) {
            StrangerState fewer = state.with(state.left().after(Chance.FAULT));
            results.add(new Result<>(Outcome.UNAVAILABLE, fewer, words + ": not reached"));
        }
        return results;
    }

    /** Writes a kill; says whether there is room for it. */
    Effect<StrangerState, Boolean> note(Token token, Client killer, @Nullable Fate fate, Set<Side> owing) {
        return state -> {
            Asked asked = new Asked(token, rules.contains(PER_KILLER) ? killer : Client.A);
            boolean full = fate != null
                    && !state.entries().containsKey(asked)
                    && state.entries().size() >= ROOM;
            if (full) {
                return Effect.one(false, state, "the store is full");
            }
            boolean sure = state.entries().get(asked) == Fate.SURE && fate == Fate.OPEN;
            String words = fate == null ? "takes the kill back" : "notes the kill, " + (sure ? Fate.SURE : fate);
            return Effect.one(true, state.noting(asked, sure ? Fate.SURE : fate, owing), words);
        };
    }

    private static long made(StrangerState state, Token besides) {
        return state.unknown().size()
                + state.entries().keySet().stream()
                        .filter(asked -> asked.token() != besides && asked.token().owner == null)
                        .count();
    }

    /** Writes the kill of what cannot be looked up now: if nobody turns out to hold it, it counts in the same bound. */
    Effect<StrangerState, Boolean> unclear(Token token, Client killer, Set<Side> owing) {
        return state -> {
            boolean room = token.owner != null || made(state, token) < BOUND || !rules.contains(UNKNOWN_LEAVES_LITTLE);
            return room
                    ? note(token, killer, Fate.OPEN, owing).on(state)
                    : Effect.one(false, state, "there were too many such kills");
        };
    }

    /** Remembers a kill of what nobody holds, if there is room in the bound of such kills. */
    Effect<StrangerState, Boolean> unknown(Token token) {
        return state -> {
            boolean room = state.unknown().contains(token) || made(state, token) < BOUND;
            return Effect.one(
                    room,
                    room ? state.remembering(Set.of(token)) : state,
                    room ? "notes the kill of what nobody holds" : "there were too many such kills");
        };
    }

    /** Delivers what is owed of a token, as far as that goes, and looks again. */
    Effect<StrangerState, Known> deliver(Token token) {
        return state -> {
            StrangerState after = state;
            for (Owed owed : state.outbox()) {
                if (owed.token() == token && state.down() != owed.side()) {
                    after = delivered(after, owed);
                }
            }
            return Effect.one(known(after, token), after, "has what is owed of it delivered");
        };
    }

    StrangerState delivered(StrangerState state, Owed owed) {
        if (owed.side() == Side.S && owed.token() == Token.MINE && state.poisoned()
                || !state.outbox().contains(owed)) {
            return state;
        }
        boolean held = state.holds(owed.side(), owed.token());
        boolean stranger = held && owed.token().owner != owed.killer() && rules.contains(OWNER);
        Asked asked = new Asked(owed.token(), owed.killer());
        if (stranger) {
            return state.noting(asked, null, Set.of());
        }
        Set<Side> left = EnumSet.noneOf(Side.class);
        for (Owed other : state.outbox()) {
            if (other.token() == owed.token() && other.killer() == owed.killer() && other.side() != owed.side()) {
                left.add(other.side());
            }
        }
        StrangerState after = held ? ended(state, owed.side(), owed.token()) : state;
        return after.noting(asked, held || left.isEmpty() ? Fate.SURE : Fate.OPEN, left);
    }
}
