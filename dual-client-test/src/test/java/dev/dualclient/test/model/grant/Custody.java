package dev.dualclient.test.model.grant;

import static dev.dualclient.test.model.Rule.CLAIM_OF_THE_ROW;
import static dev.dualclient.test.model.Rule.CONSUMPTION_OUTRANKS_RECOGNITION;
import static dev.dualclient.test.model.Rule.FAMILY;
import static dev.dualclient.test.model.Rule.FIRST_SUCCESSOR;
import static dev.dualclient.test.model.Rule.LOST_CLAIM_TAKES_NOTHING;
import static dev.dualclient.test.model.Rule.MET_CLAIM_IS_FINAL;
import static dev.dualclient.test.model.Rule.ROW_FALLS_TOGETHER;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Entry.Kill;
import dev.dualclient.test.model.grant.Entry.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What the store holds. Each method is one change of it, made at once.
 *
 * @param entries by token; what is not there is not known
 * @param outbox what the backends have not acknowledged
 */
record Custody(Map<Token, Entry> entries, Set<Owed> outbox) {

    static final Custody EMPTY = new Custody(Map.of(), Set.of());

    /** How a claim came out. */
    enum Claim {
        /** The request made it, and may withdraw it. */
        OWN,
        /** Another request had made it, for the same backend. */
        MET,
        /** The row belongs to the other backend, or its end was asked for. */
        LOST
    }

    /** What the store says of a change, and what it is after it. */
    record Change<T>(T said, Custody after) {}

    Entry of(Token token) {
        return entries.getOrDefault(token, Entry.NONE);
    }

    boolean owes(Side side, Token token) {
        return outbox.stream().anyMatch(owed -> owed.side() == side && owed.names(token));
    }

    private Custody with(Collection<Token> tokens, UnaryOperator<Entry> change) {
        Map<Token, Entry> all = new HashMap<>(entries);
        for (Token token : tokens) {
            Entry now = change.apply(of(token));
            if (now.equals(Entry.NONE)) {
                all.remove(token);
            } else {
                all.put(token, now);
            }
        }
        return new Custody(Map.copyOf(all), outbox);
    }

    private Custody with(Set<Owed> owed) {
        return new Custody(entries, Set.copyOf(owed));
    }

    private static List<Token> claimed(Row row, Set<Rule> rules) {
        return rules.contains(CLAIM_OF_THE_ROW) ? row.tokens() : List.of(Token.refresh(row.refresh()));
    }

    Change<Claim> claim(Row row, Side side, Set<Rule> rules) {
        List<Token> tokens = claimed(row, rules);
        if (tokens.stream().anyMatch(token -> of(token).kill() == Kill.SURE)) {
            return new Change<>(Claim.LOST, with(tokens, entry -> entry.killed(Kill.SURE)));
        }
        if (tokens.stream().anyMatch(token -> of(token).kill() == Kill.OPEN)) {
            return new Change<>(Claim.LOST, this);
        }
        Entry own = of(Token.refresh(row.refresh()));
        boolean lost = own.isTaken() && own.side() != side;
        boolean isMet = rules.contains(MET_CLAIM_IS_FINAL);
        boolean whole = rules.contains(LOST_CLAIM_TAKES_NOTHING);
        Custody after = with(tokens, entry -> {
            boolean free = !entry.isTaken() && !(lost && whole);
            return free ? entry.at(Level.CLAIMED, side) : isMet && entry.isTaken() ? entry.metBySecond() : entry;
        });
        return own.isTaken() ? new Change<>(lost ? Claim.LOST : Claim.MET, after) : new Change<>(Claim.OWN, after);
    }

    Custody withdraw(Row row, Side side, Set<Rule> rules) {
        Entry own = of(Token.refresh(row.refresh()));
        if (own.level() != Level.CLAIMED || own.met()) { // whoever met it relies on all of it, and may be done already
            return this;
        }
        return with(
                claimed(row, rules),
                entry -> entry.level() == Level.CLAIMED && entry.side() == side && !entry.met()
                        ? entry.withdrawn()
                        : entry);
    }

    /** Says whether this is the consumption that counts. */
    Change<Boolean> spent(Row row, Side side, int successor, Set<Rule> rules) {
        Custody after = with(claimed(row, rules), entry -> entry.spent(side, successor));
        Entry own = after.of(Token.refresh(row.refresh()));
        boolean first = own.side() == side
                && own.successor() == successor
                && own.kill() == Kill.NONE
                && after.of(Token.refresh(successor)).kill() == Kill.NONE;
        return new Change<>(first || !rules.contains(FIRST_SUCCESSOR), after);
    }

    /** The refresh token was used and not replaced; the access token beside it was. */
    Custody kept(Row row, Side side, Set<Rule> rules) {
        Custody without = withdraw(new Row(row.refresh(), 0), side, rules);
        return row.access() == 0 || !rules.contains(CLAIM_OF_THE_ROW)
                ? without
                : without.with(List.of(Token.access(row.access())), entry -> entry.spent(side, 0));
    }

    Custody seen(Token token, Set<Rule> rules) {
        return with(
                List.of(token),
                entry -> !rules.contains(CONSUMPTION_OUTRANKS_RECOGNITION) || entry.level() == Level.NONE
                        ? entry.at(Level.SEEN, Side.P)
                        : entry);
    }

    /** The tokens that die with one of a row: its row, and what that descends from, as far as links tell. */
    Set<Token> dyingWith(Token token, Row row, Set<Rule> rules) {
        Set<Token> dying = new LinkedHashSet<>(List.of(token));
        if (rules.contains(ROW_FALLS_TOGETHER)) {
            dying.addAll(row.tokens());
        }
        if (rules.contains(FAMILY)) {
            List<Integer> line = new ArrayList<>(List.of(row.refresh()));
            for (int i = 0; i < line.size(); i++) {
                int last = line.get(i);
                entries.forEach((before, entry) -> {
                    if (entry.successor() == last && last > 0 && dying.add(before) && before.refresh()) {
                        line.add(before.number());
                    }
                });
            }
        }
        return dying;
    }

    Custody open(Collection<Token> dying, Collection<Owed> owed) {
        Set<Owed> all = new HashSet<>(outbox);
        all.addAll(owed);
        return with(dying, entry -> entry.killed(Kill.OPEN)).with(all);
    }

    /** Makes a kill sure, and takes what was acknowledged out of the outbox. */
    Custody sure(Collection<Token> dying, Collection<Owed> acknowledged, Collection<Owed> later) {
        Set<Owed> left = new HashSet<>(outbox);
        left.removeAll(acknowledged);
        left.addAll(later);
        return with(dying, entry -> entry.killed(Kill.SURE)).with(left);
    }

    /** Before S is left alone, a read at S tells what has become of claims that no answer came for. */
    Custody settledAt(Row secondary) {
        List<Token> doubtful = entries.entrySet().stream()
                .filter(one -> one.getValue().level() == Level.CLAIMED
                        && one.getValue().side() == Side.S)
                .map(Map.Entry::getKey)
                .toList();
        Custody settled = this;
        for (Token token : doubtful) {
            settled = settled.with(
                    List.of(token), entry -> secondary.holds(token) ? entry.withdrawn() : entry.spent(Side.S, 0));
        }
        return settled;
    }
}
