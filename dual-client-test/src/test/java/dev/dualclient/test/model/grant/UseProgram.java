package dev.dualclient.test.model.grant;

import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.grant.Custody.Claim;
import dev.dualclient.test.model.grant.Entry.Kill;
import dev.dualclient.test.model.grant.Entry.Level;
import dev.dualclient.test.model.grant.Reply.Outcome;
import dev.dualclient.test.model.search.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The use of a refresh token. */
final class UseProgram extends Programs {

    /** After which the other backend is asked. */
    private static final Set<Outcome> PASSED_ON = Set.of(Outcome.UNKNOWN, Outcome.GONE, Outcome.UNAVAILABLE);

    UseProgram(Set<Rule> rules, Setting setting) {
        super(rules, setting);
    }

    Answer run(Token token, Script<GrantState> script) {
        Known known = settled(script, token);
        if (known.storeDown()) {
            return withoutStore(token, known, script);
        }
        Entry entry = known.entry();
        if (entry.kill() == Kill.SURE && on(Rule.DEAD_IS_NOT_SENT)) {
            return refused(script, token);
        }
        boolean last = known.stage() == Stage.PRIMARY_ONLY && entry.isTakenBy(Side.S);
        if (last && on(Rule.SPENT_AT_SECONDARY_IS_DEAD)) {
            return entry.level() == Level.SPENT ? refused(script, token) : Answer.LATER;
        }
        if (known.issuedHere()) { // nobody else can hold a copy, so there is nothing to claim
            return issued(token, script);
        }
        List<Side> order = last ? List.of(Side.P) : order(known);
        boolean reserved = entry.level() == Level.SEEN && entry.side() == Side.P;
        List<Reply> replies = new ArrayList<>();
        for (Side side : reserved ? List.of(Side.P) : order) {
            Reply reply = known.owing().contains(side) && on(Rule.ENTRIES_FIRST)
                    ? Reply.of(Outcome.UNAVAILABLE)
                    : usedAt(side, token, entry, script);
            if (!PASSED_ON.contains(reply.outcome())) {
                return answer(reply);
            }
            replies.add(reply);
        }
        boolean everybody = replies.stream().noneMatch(reply -> reply.outcome() == Outcome.GONE)
                && replies.size() == known.stage().order.size()
                && !entry.isTaken();
        Answer answer = concluded(replies);
        return answer.equals(Answer.INVALID) && everybody && on(Rule.UNKNOWN_GOES_TO_LEADER)
                ? unknown(known.stage().order.get(0), token, script)
                : answer;
    }

    /** Nobody else can hold a copy, so there is nothing to claim; the link is a note, for whoever kills the line. */
    private Answer issued(Token token, Script<GrantState> script) {
        Reply reply = script.let(backends.use(Side.P, token));
        if (reply.outcome() == Outcome.ACCEPTED && on(Rule.LINK_OF_THE_ISSUED)) {
            script.let(store.spent(
                    new Row(token.number(), token.number()), Side.P, reply.row().refresh()));
        }
        return answer(reply);
    }

    private static Answer answer(Reply reply) {
        return switch (reply.outcome()) {
            case ACCEPTED -> new Answer(Answer.Kind.OK, reply.brought());
            case REFUSED -> Answer.REFUSED;
            case UNKNOWN, GONE, LATE_COPY -> Answer.INVALID;
            case UNAVAILABLE, INDETERMINATE, TAKEN -> Answer.LATER;
        };
    }

    private Reply usedAt(Side side, Token token, Entry entry, Script<GrantState> script) {
        Row row = new Row(token.number(), 0);
        Entry now = entry;
        boolean spentHere = entry.level() == Level.SPENT && entry.side() == side;
        if (!spentHere && on(Rule.LOOK_UP)) {
            Reply looked = script.let(backends.lookUp(side, token));
            if (looked.outcome() == Outcome.UNKNOWN && on(Rule.LOOK_AGAIN)) {
                now = script.let(store.look(token)).entry();
                if (now.kill() == Kill.SURE) {
                    return Reply.of(Outcome.LATE_COPY);
                }
            }
            if (looked.outcome() == Outcome.ACCEPTED) {
                row = looked.row();
            } else if (looked.outcome() != Outcome.UNKNOWN || !now.isTakenBy(side)) {
                return looked;
            }
        }
        if (!on(Rule.CLAIM)) {
            return settled(side, row, Claim.MET, script.let(backends.use(side, token)), script);
        }
        Claim claim = needed(script, store.claim(row, side));
        if (claim == Claim.OWN && now.level() == Level.CLAIMED && on(Rule.GONE_CLAIM_IS_NO_GROUND)) {
            needed(script, store.withdraw(row, side)); // the claim that was met is gone, and with it what it said
            return Reply.of(Outcome.TAKEN);
        }
        return claim == Claim.LOST
                ? Reply.of(Outcome.TAKEN)
                : settled(side, row, claim, script.let(backends.use(side, token)), script);
    }

    private Reply settled(Side side, Row row, Claim claim, Reply reply, Script<GrantState> script) {
        boolean nothingDone = switch (reply.outcome()) {
            case UNAVAILABLE, UNKNOWN -> true;
            case REFUSED -> on(Rule.REFUSED_IS_WITHDRAWN);
            default -> false;
        };
        if (nothingDone && claim == Claim.OWN) {
            needed(script, store.withdraw(row, side));
        }
        if (reply.outcome() != Outcome.ACCEPTED) {
            return reply.outcome() == Outcome.UNKNOWN
                    ? Reply.of(claim == Claim.MET ? Outcome.LATE_COPY : Outcome.GONE)
                    : reply;
        }
        return accepted(side, row, reply, script);
    }

    private Reply accepted(Side side, Row row, Reply reply, Script<GrantState> script) {
        if (reply.row().refresh() == row.refresh() && on(Rule.KEPT_IS_NOT_SPENT)) {
            needed(script, store.kept(row, side));
            return reply;
        }
        if (needed(script, store.spent(row, side, reply.row().refresh()))) {
            return reply;
        }
        script.let(backends.kill(side, Token.refresh(reply.row().refresh())));
        return Reply.of(Outcome.LATE_COPY);
    }

    /** What all look-ups call unknown: the leader may repeat its answer, and S can never gain the row. */
    private Answer unknown(Side leader, Token token, Script<GrantState> script) {
        Row row = new Row(token.number(), 0);
        if (leader == Side.S) {
            Claim claim = needed(script, store.claim(row, leader));
            return claim == Claim.LOST
                    ? Answer.LATER
                    : answer(settled(leader, row, claim, script.let(backends.use(leader, token)), script));
        }
        Reply reply = script.let(backends.use(leader, token));
        if (reply.outcome() != Outcome.ACCEPTED) {
            return answer(reply);
        }
        Claim claim = needed(script, store.claim(row, leader));
        if (claim == Claim.LOST) {
            script.let(backends.kill(leader, Token.refresh(reply.row().refresh())));
            return Answer.INVALID;
        }
        return answer(accepted(leader, row, reply, script));
    }

    private Answer withoutStore(Token token, Known known, Script<GrantState> script) {
        boolean mayBe = known.issuedHere() && !known.alarming();
        return mayBe || !on(Rule.MEMORY_TO_CONSUME) ? answer(script.let(backends.use(Side.P, token))) : Answer.LATER;
    }
}
