package dev.dualclient.test.model.grant;

import static dev.dualclient.test.model.Rule.BOTH_TOKENS_DELIVERED;
import static dev.dualclient.test.model.Rule.NOT_LISTED_IS_FAILED;
import static dev.dualclient.test.model.Rule.NO_LIST_WITHOUT_ROW;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Reply.Outcome;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Effect.Result;
import dev.dualclient.test.model.search.Left;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the backends do when they are called, and how a call can fail. */
final class BackendEffects {

    private final Set<Rule> rules;
    private final Setting setting;

    BackendEffects(Set<Rule> rules, Setting setting) {
        this.rules = rules;
        this.setting = setting;
    }

    /** Looks a token and its row up: an introspection, and the token list. */
    Effect<GrantState, Reply> lookUp(Side side, Token token) {
        return state -> {
            Row row = state.sites().at(side);
            String words = side + " is asked for the row of " + token + ": ";
            if (!row.holds(token)) {
                return calls(state, side, words, Reply.of(Outcome.UNKNOWN), state, false);
            }
            boolean noList = row.refresh() == 0 && rules.contains(NO_LIST_WITHOUT_ROW);
            if (setting.longList() && !noList) {
                return Effect.one(Reply.of(Outcome.UNAVAILABLE), state, words + "its list takes too long");
            }
            List<Result<GrantState, Reply>> results =
                    new ArrayList<>(calls(state, side, words, new Reply(Outcome.ACCEPTED, 0, row), state, false));
            if (state.left().has(Chance.SHIFT) && row.tokens().size() > 1) {
                Row alone = token.refresh() ? new Row(token.number(), 0) : new Row(0, token.number());
                Reply seen = rules.contains(NOT_LISTED_IS_FAILED)
                        ? Reply.of(Outcome.UNAVAILABLE)
                        : new Reply(Outcome.ACCEPTED, 0, alone);
                results.add(new Result<>(
                        seen,
                        state.with(state.left().after(Chance.SHIFT)),
                        words + "the list shifts and does not show it"));
            }
            return results;
        };
    }

    Effect<GrantState, Reply> read(Side side, Token token) {
        return state -> calls(
                state,
                side,
                side + " is asked about " + token + ": ",
                Reply.of(state.sites().at(side).holds(token) ? Outcome.ACCEPTED : Outcome.UNKNOWN),
                state,
                false);
    }

    /** Uses a refresh token up. */
    Effect<GrantState, Reply> use(Side side, Token token) {
        return state -> {
            String words = side + " is sent " + token + " to be used: ";
            Row row = state.sites().at(side);
            if (!row.holds(token)) {
                return calls(state, side, words, repeated(state, side, token), state, false);
            }
            int number = state.sites().births().size() + 1;
            Row next = new Row(setting.kept() ? row.refresh() : number, number);
            GrantState after = state.with(state.sites().born(side, next, new Birth(side, row, setting.kept())));
            List<Result<GrantState, Reply>> results =
                    new ArrayList<>(calls(state, side, words, new Reply(Outcome.ACCEPTED, number, next), after, true));
            if (state.left().has(Chance.REFUSAL)) {
                results.add(new Result<>(
                        Reply.of(Outcome.REFUSED),
                        state.with(state.left().after(Chance.REFUSAL)),
                        words + "it refuses the scope"));
            }
            return results;
        };
    }

    private Reply repeated(GrantState state, Side side, Token token) {
        Row row = state.sites().at(side);
        boolean repeats = setting.idempotent()
                && row.refresh() > 0
                && state.sites().birth(row.refresh()).side() == side
                && state.sites().birth(row.refresh()).replaced().holds(token);
        return repeats ? new Reply(Outcome.ACCEPTED, row.refresh(), row) : Reply.of(Outcome.UNKNOWN);
    }

    /** Ends a token, and what else is named of its row, with the row that the backend holds of it. */
    Effect<GrantState, Reply> kill(Side side, Token token, Row known) {
        return state -> {
            Row held = state.sites().at(side);
            boolean named = rules.contains(BOTH_TOKENS_DELIVERED)
                    && known.tokens().stream().anyMatch(held::holds);
            boolean ends = named || held.holds(token);
            GrantState after = ends ? state.with(state.sites().with(side, GrantState.NOTHING)) : state;
            return calls(
                    state, side, side + " is told to end " + token + ": ", Reply.of(Outcome.ACCEPTED), after, ends);
        };
    }

    Effect<GrantState, Reply> kill(Side side, Token token) {
        return kill(side, token, GrantState.NOTHING);
    }

    private static List<Result<GrantState, Reply>> calls(
            GrantState state, Side side, String words, Reply reply, GrantState after, boolean changes) {
        if (state.sites().down() == side) {
            return Effect.one(Reply.of(Outcome.UNAVAILABLE), state, words + "not reached");
        }
        List<Result<GrantState, Reply>> results = new ArrayList<>();
        String brought = reply.brought() == 0 ? "" : ", tokens " + reply.brought();
        results.add(new Result<>(reply, after, words + reply.outcome() + brought));
        if (state.left().has(Chance.FAULT)) {
            Left fewer = state.left().after(Chance.FAULT);
            results.add(new Result<>(Reply.of(Outcome.UNAVAILABLE), state.with(fewer), words + "not reached"));
            if (changes) {
                Reply nothing = Reply.of(Outcome.INDETERMINATE);
                results.add(new Result<>(nothing, after.with(fewer), words + "done, and the answer is lost"));
                results.add(new Result<>(nothing, state.with(fewer), words + "not done, and no answer"));
            }
        }
        return results;
    }
}
