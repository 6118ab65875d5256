package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.List;

/**
 * Revokes all tokens of a client, a user or a grant. The guarantee comes from the kill in custody: every token
 * that a backend accepts later is compared with it. The deletion of rows at the backends is secondary. Thread-safe.
 */
final class BulkRevocation {

    private final Custody custody;
    private final ParallelAttempts parallel;
    private final WriteAhead writeAhead;
    private final Duration timeout;

    BulkRevocation(Custody custody, ParallelAttempts parallel, WriteAhead writeAhead, Duration timeout) {
        this.custody = custody;
        this.parallel = parallel;
        this.writeAhead = writeAhead;
        this.timeout = timeout;
    }

    List<Attempt> make(CallFacts facts, List<Side> sides, CallContext context) {
        Parties names = ClientLookUp.allOf(facts.names(), sides, context, timeout.dividedBy(3));
        if (names == null) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        List<CustodyKey> targets = custody.kills().keys(names.narrowest());
        boolean ofTokens = facts.kind().kills() == Case.Kills.TOKENS;
        // The bulk call is never repeated: a repeat would also revoke tokens that were issued since.
        OutboxCommand command =
                ofTokens ? OutboxCommand.Remaining.of(names) : new OutboxCommand.Replay(facts.call(), false);
        WriteAhead.Written written = writeAhead.open(command, targets, Kill.Reach.MANY, targets, null, sides, context);
        List<Attempt> asked = WriteAhead.present(parallel.ask(sides, side -> context.ask(side, facts.call())), context);
        boolean accepted = asked.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        // Who presents an access token may end its grant, and a backend that does not accept the token says nothing of
        // it.
        boolean anybody = facts.kind().kills() == Case.Kills.GRANT && !accepted;
        List<Attempt> attempts = PartialChange.standing(asked, !anybody);
        // The server itself revokes, so no owner is checked. Where no backend has such tokens yet, a late copy may
        // still come.
        boolean onServersWord = ofTokens
                && attempts.stream()
                        .allMatch(attempt -> attempt.outcome().isConclusive() && attempt.outcome() != Outcome.REFUSED);
        if (anybody || WriteAhead.isDenied(attempts) && !onServersWord) {
            writeAhead.spare(written);
        } else {
            writeAhead.settle(written, attempts, accepted || onServersWord, ofTokens, context);
        }
        return attempts;
    }
}
