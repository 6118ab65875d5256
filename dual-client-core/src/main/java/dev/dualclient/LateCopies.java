package dev.dualclient;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.util.List;
import java.util.Objects;

/**
 * What a token migrator wrote after its original was dead. An acceptance by such a copy is not believed: the copy is
 * killed, and the backend is asked once more. Thread-safe.
 */
final class LateCopies {

    private static final Operation TOKEN_DELETE = Catalogue.operation("auth-token-delete");

    /** Asks the primary about a dead credential. */
    List<Attempt> ask(Question question, Course course) {
        Credential dead = Objects.requireNonNull(question.subject());
        if (question.consumesCopied()) {
            boolean gone = kill(Side.PRIMARY, dead, course); // before anything could consume it
            return List.of(Attempt.notSent(Side.PRIMARY, gone ? Reason.USED_UP : Reason.CLAIMED));
        }
        Attempt attempt = course.ask(Side.PRIMARY, question.call());
        if (attempt.outcome() == Outcome.ACCEPTED && kill(Side.PRIMARY, dead, course)) {
            attempt = course.ask(Side.PRIMARY, question.call());
        }
        return List.of(attempt.outcome() == Outcome.ACCEPTED ? Attempt.notSent(Side.PRIMARY, Reason.CLAIMED) : attempt);
    }

    /** Deletes a token and its row at a backend; returns whether it is gone there for sure. */
    boolean kill(Side side, Credential token, Course course) {
        Attempt deletion = course.ask(
                side, ApiCall.of(TOKEN_DELETE).path("token", token.value()).build());
        return deletion.outcome() == Outcome.ACCEPTED || deletion.outcome() == Outcome.UNRECOGNIZED;
    }
}
