package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Entry.Level;
import dev.dualclient.test.model.grant.Reply.Outcome;
import dev.dualclient.test.model.search.Script;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revocation of a token by its owner. */
final class RevokeProgram extends Programs {

    RevokeProgram(Set<Rule> rules, Setting setting) {
        super(rules, setting);
    }

    Answer run(Token token, boolean byHash, Script<GrantState> script) {
        Known known = script.let(store.look(token));
        if (known.storeDown()) {
            return Answer.LATER;
        }
        Entry entry = known.entry();
        Row own = token.refresh() ? new Row(token.number(), 0) : new Row(0, token.number());
        if (byHash) {
            return byHash(token, known, own, script);
        }
        if (entry.level() == Level.SPENT) {
            return ofSpent(token, script);
        }
        List<Side> unclear = new ArrayList<>();
        Row row = null;
        for (Side side : Side.values()) {
            Reply looked = row == null ? script.let(backends.lookUp(side, token)) : Reply.of(Outcome.UNKNOWN);
            row = looked.outcome() == Outcome.ACCEPTED ? looked.row() : row;
            if (looked.outcome() == Outcome.UNAVAILABLE) {
                unclear.add(side);
            }
        }
        if (row == null && !unclear.isEmpty() && on(Rule.ROW_OR_LATER)) {
            return ofUnclear(token, own, unclear, script);
        }
        if (row == null && unclear.isEmpty() && !entry.isTaken()) {
            return ofUnknown(token, script);
        }
        return ofRow(token, row == null ? own : row, script);
    }

    private Answer ofRow(Token token, Row row, Script<GrantState> script) {
        if (on(Rule.WRITE_AHEAD)) {
            needed(script, store.open(token, row, List.of(Side.values())));
        }
        Set<Side> done = told(token, row, List.of(Side.values()), script);
        if (done.isEmpty()) {
            return Answer.LATER;
        }
        needed(script, store.sure(token, row, Set.copyOf(done)));
        return Answer.OK;
    }

    private Set<Side> told(Token token, Row row, List<Side> sides, Script<GrantState> script) {
        Set<Side> done = EnumSet.noneOf(Side.class);
        for (Side side : sides) {
            if (script.let(backends.kill(side, token, row)).outcome() == Outcome.ACCEPTED) {
                done.add(side);
            }
        }
        return done;
    }

    /** The presented value alone is marked, and owed by whoever could not be asked; the caller is to try again. */
    private Answer ofUnclear(Token token, Row own, List<Side> unclear, Script<GrantState> script) {
        needed(script, store.open(token, own, unclear));
        told(
                token,
                GrantState.NOTHING,
                List.of(Side.values()).stream()
                        .filter(side -> !unclear.contains(side))
                        .toList(),
                script);
        return Answer.LATER;
    }

    private Answer ofUnknown(Token token, Script<GrantState> script) {
        boolean done =
                !told(token, GrantState.NOTHING, List.of(Side.values()), script).isEmpty();
        if (done) {
            needed(script, store.killed(token));
        }
        return done ? Answer.OK : Answer.LATER;
    }

    /** What was used up takes nothing with it, but is not repeated any more. */
    private Answer ofSpent(Token token, Script<GrantState> script) {
        boolean done =
                !told(token, GrantState.NOTHING, List.of(Side.values()), script).isEmpty();
        if (done) {
            needed(script, store.killed(token));
        }
        return done ? Answer.OK : Answer.LATER;
    }

    /** A hash cannot be looked up: its row is known from custody, or not at all. */
    private Answer byHash(Token token, Known known, Row own, Script<GrantState> script) {
        @Nullable Row row = known.issuedHere() ? new Row(token.number(), token.number()) : null;
        Answer answer = ofRow(token, row == null ? own : row, script);
        return row == null && on(Rule.HASH_IS_RESOLVED) ? Answer.LATER : answer;
    }
}
