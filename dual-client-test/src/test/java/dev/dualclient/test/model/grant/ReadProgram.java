package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Entry.Kill;
import dev.dualclient.test.model.grant.Entry.Level;
import dev.dualclient.test.model.grant.Reply.Outcome;
import dev.dualclient.test.model.search.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Introspection of an access token. */
final class ReadProgram extends Programs {

    ReadProgram(Set<Rule> rules, Setting setting) {
        super(rules, setting);
    }

    Answer run(Token token, Script<GrantState> script) {
        Known known = settled(script, token);
        if (known.storeDown()) {
            return withoutStore(token, known, script);
        }
        Entry entry = known.entry();
        if (entry.kill() == Kill.SURE) {
            return refused(script, token);
        }
        if (known.stage() == Stage.PRIMARY_ONLY && entry.isTakenBy(Side.S) && on(Rule.SPENT_AT_SECONDARY_IS_DEAD)) {
            return entry.level() == Level.SPENT ? Answer.INVALID : Answer.LATER;
        }
        List<Side> order = order(known);
        if (order.isEmpty()) { // without the rule of the last stage, whoever is left is asked
            order = known.stage().order;
        }
        List<Reply> replies = new ArrayList<>();
        for (Side side : order) {
            Reply reply = known.owing().contains(side) && on(Rule.ENTRIES_FIRST)
                    ? Reply.of(Outcome.UNAVAILABLE)
                    : script.let(backends.read(side, token));
            if (reply.outcome() == Outcome.ACCEPTED) {
                return accepted(side, token, script);
            }
            replies.add(reply);
        }
        return concluded(replies);
    }

    /** Whoever has accepted may hold a late copy of what was killed meanwhile. */
    private Answer accepted(Side side, Token token, Script<GrantState> script) {
        Known now = script.let(store.look(token));
        if (!now.storeDown() && now.entry().kill() != Kill.NONE) {
            script.let(backends.kill(side, token));
            return Answer.LATER;
        }
        if (side == Side.P && !now.entry().isTakenBy(Side.P) && !now.issuedHere()) {
            script.let(store.seen(token)); // a note of convenience
        }
        return Answer.OK;
    }

    private Answer withoutStore(Token token, Known known, Script<GrantState> script) {
        if (known.alarming() && on(Rule.MEMORY_TO_CONSUME)) {
            return Answer.LATER;
        }
        Reply reply = script.let(backends.read(Side.P, token));
        return reply.outcome() == Outcome.ACCEPTED ? Answer.OK : Answer.LATER;
    }
}
