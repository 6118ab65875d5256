package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Names;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.List;

/**
 * The end of all tokens of a client, a user or a grant. What guarantees it is what custody notes of it, which is compared
 * with every token that a backend accepts; that the backends end their rows comes after that. Thread-safe.
 */
final class KillOfMany {

    private final Custody custody;
    private final Together together;
    private final WriteAhead writeAhead;
    private final Duration timeout;

    KillOfMany(Custody custody, Together together, WriteAhead writeAhead, Duration timeout) {
        this.custody = custody;
        this.together = together;
        this.writeAhead = writeAhead;
        this.timeout = timeout;
    }

    List<Attempt> make(Question question, List<Side> sides, Course course) {
        Names names = ClientLookUp.allOf(question.names(), sides, course, timeout.dividedBy(3));
        if (names == null) {
            return List.of(Attempt.notSent(sides.get(0), Reason.LOOK_UP_FAILED));
        }
        List<CustodyKey> targets = custody.kills().keys(names.narrowest());
        boolean ofTokens = question.kind().kills() == Case.Kills.TOKENS;
        // Who answers later is not asked the same again: that would end what was issued since.
        Errand errand = ofTokens ? Errand.Remaining.of(names) : new Errand.Replay(question.call(), false);
        WriteAhead.Entry entry = writeAhead.open(errand, targets, Kill.Reach.MANY, targets, null, sides, course);
        List<Attempt> attempts =
                WriteAhead.present(together.ask(sides, side -> course.ask(side, question.call())), course);
        boolean accepted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        // Nobody has to own tokens that the server itself withdraws; there may be none yet but a late copy.
        boolean onServersWord = ofTokens
                && attempts.stream()
                        .allMatch(attempt -> WriteAhead.isConclusive(attempt) && attempt.outcome() != Outcome.REFUSED);
        if (WriteAhead.isDenied(attempts) && !onServersWord) {
            writeAhead.spare(entry);
        } else {
            writeAhead.settle(entry, attempts, accepted || onServersWord, ofTokens, course);
        }
        return attempts;
    }
}
