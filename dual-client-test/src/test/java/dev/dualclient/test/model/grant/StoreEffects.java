package dev.dualclient.test.model.grant;

import static dev.dualclient.test.model.Rule.BOTH_TOKENS_DELIVERED;
import static dev.dualclient.test.model.Rule.ROW_FALLS_TOGETHER;
import static dev.dualclient.test.model.Rule.TWICE_AT_PRIMARY;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Custody.Change;
import dev.dualclient.test.model.grant.Custody.Claim;
import dev.dualclient.test.model.grant.Entry.Kill;
import dev.dualclient.test.model.grant.Entry.Level;
import dev.dualclient.test.model.search.Chance;
import dev.dualclient.test.model.search.Effect;
import dev.dualclient.test.model.search.Effect.Result;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What is asked of the store, and what is delivered from its outbox. While it is down, each is told nothing. */
final class StoreEffects {

    private final Set<Rule> rules;

    StoreEffects(Set<Rule> rules) {
        this.rules = rules;
    }

    Effect<GrantState, Known> look(Token token) {
        return state -> Effect.one(known(state, token), state, "looks " + token + " up in the store");
    }

    private static Known known(GrantState state, Token token) {
        Sites sites = state.sites();
        Custody custody = state.custody();
        Entry entry = custody.of(token);
        boolean issued = sites.issuedHere().contains(token.number());
        if (!sites.storeUp()) {
            boolean alarming = entry.kill() != Kill.NONE || entry.level() == Level.SPENT && entry.side() == Side.S;
            return new Known(Entry.NONE, Set.of(), issued, sites.stage(), true, alarming);
        }
        Set<Side> owing = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (custody.owes(side, token)) {
                owing.add(side);
            }
        }
        return new Known(entry, Set.copyOf(owing), issued, sites.stage(), false, false);
    }

    private static <T> Effect<GrantState, Optional<T>> store(String words, Function<Custody, Change<T>> change) {
        return state -> {
            if (!state.sites().storeUp()) {
                return Effect.one(Optional.empty(), state, "the store does not answer");
            }
            Change<T> made = change.apply(state.custody());
            return Effect.one(Optional.of(made.said()), state.with(made.after()), words);
        };
    }

    private static Effect<GrantState, Optional<Boolean>> note(String words, Function<Custody, Custody> change) {
        return store(words, custody -> new Change<>(true, change.apply(custody)));
    }

    Effect<GrantState, Optional<Claim>> claim(Row row, Side side) {
        return store("claims " + row + " for " + side, custody -> custody.claim(row, side, rules));
    }

    Effect<GrantState, Optional<Boolean>> withdraw(Row row, Side side) {
        return note("withdraws the claim of " + row, custody -> custody.withdraw(row, side, rules));
    }

    Effect<GrantState, Optional<Boolean>> spent(Row row, Side side, int successor) {
        return store(
                "notes that " + side + " has replaced " + row + " by tokens " + successor,
                custody -> custody.spent(row, side, successor, rules));
    }

    Effect<GrantState, Optional<Boolean>> kept(Row row, Side side) {
        return note("notes that " + side + " has kept the refresh token", custody -> custody.kept(row, side, rules));
    }

    Effect<GrantState, Optional<Boolean>> seen(Token token) {
        return note("notes that P knows " + token, custody -> custody.seen(token, rules));
    }

    Effect<GrantState, Optional<Boolean>> open(Token token, Row row, List<Side> owing) {
        return note("writes the end of " + row + " ahead", custody -> {
            List<Owed> owed = new ArrayList<>();
            owing.forEach(side -> owed.add(new Owed(side, token, row, false)));
            return custody.open(custody.dyingWith(token, row, rules), owed);
        });
    }

    /** Makes a kill sure: who has not acknowledged it still owes it. */
    Effect<GrantState, Optional<Boolean>> sure(Token token, Row row, Set<Side> acknowledged) {
        return note("notes that " + row + " is dead", custody -> {
            List<Owed> done = new ArrayList<>();
            List<Owed> more = new ArrayList<>();
            for (Side side : Side.values()) {
                (acknowledged.contains(side) ? done : more).add(new Owed(side, token, row, false));
            }
            List<Owed> later = acknowledged.contains(Side.S) ? repeats(token, row) : new ArrayList<>();
            later.addAll(more);
            return custody.sure(custody.dyingWith(token, row, rules), done, later);
        });
    }

    private List<Owed> repeats(Token token, Row row) {
        List<Owed> repeats = new ArrayList<>();
        if (rules.contains(TWICE_AT_PRIMARY)) {
            repeats.add(new Owed(Side.P, token, row, true));
        }
        return repeats;
    }

    /** Records the death of what nobody holds, or what was used up: nothing is owed. */
    Effect<GrantState, Optional<Boolean>> killed(Token token) {
        return note("notes that " + token + " is dead", custody -> custody.sure(List.of(token), List.of(), List.of()));
    }

    /** Delivers at once what is owed and names a token, as far as that goes, and looks again. */
    Effect<GrantState, Known> deliver(Token token) {
        return state -> {
            GrantState after = state;
            for (Side side : Side.values()) {
                for (Owed owed : state.custody().outbox()) {
                    if (owed.side() == side
                            && owed.names(token)
                            && state.sites().down() != side) {
                        after = delivered(after, owed);
                    }
                }
            }
            List<Result<GrantState, Known>> results = new ArrayList<>();
            results.add(new Result<>(known(after, token), after, "has what is owed of " + token + " delivered"));
            if (state.left().has(Chance.FAULT)) {
                GrantState undone = state.with(state.left().after(Chance.FAULT));
                results.add(new Result<>(known(undone, token), undone, "cannot have it delivered"));
            }
            return results;
        };
    }

    /** Delivers a row of the outbox: the backend ends the token, and the row that it holds of it, if it holds any. */
    GrantState delivered(GrantState state, Owed owed) {
        Row held = state.sites().at(owed.side());
        boolean named = rules.contains(BOTH_TOKENS_DELIVERED)
                && owed.row().tokens().stream().anyMatch(held::holds);
        boolean ends = held.holds(owed.token()) || named;
        Row known = held.holds(owed.token()) && rules.contains(ROW_FALLS_TOGETHER) ? held : owed.row();
        Set<Token> dying = new HashSet<>(state.custody().dyingWith(owed.token(), known, rules));
        List<Owed> later = owed.side() == Side.S ? repeats(owed.token(), known) : List.of();
        GrantState after = ends ? state.with(state.sites().with(owed.side(), GrantState.NOTHING)) : state;
        return after.with(after.custody().sure(owed.later() ? List.of() : dying, List.of(owed), later));
    }

    /** Whether a row can be delivered: P's half once more waits for what the migrator had read before. */
    static boolean isDue(GrantState state, Owed owed) {
        Row snapshot = state.sites().snapshot();
        boolean early = owed.later()
                && snapshot != null
                && (snapshot.holds(owed.token()) || owed.row().tokens().stream().anyMatch(snapshot::holds));
        return state.sites().storeUp() && !early;
    }
}
