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
import dev.dualclient.routing.Refinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a token migrator wrote after its original was dead. An acceptance by such a copy is not believed: the copy is
 * killed, and the backend is asked once more. Thread-safe.
 */
final class LateCopies {

    private static final Operation TOKEN_DELETE = Catalogue.operation("auth-token-delete");

    /** Asks about a dead credential: the primary, where late copies are written, and who else there is while it is down. */
    List<Attempt> ask(Question question, List<Side> sides, Course course) {
        Credential dead = Objects.requireNonNull(question.subject());
        if (question.consumesCopied()) {
            boolean gone = kill(Side.PRIMARY, dead, course); // before anything could consume it
            Reason reason = gone || course.isAbsent(Side.PRIMARY) ? Reason.USED_UP : Reason.CLAIMED;
            return List.of(Attempt.notSent(Side.PRIMARY, reason));
        }
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            Attempt attempt = unlessAlive(side, dead, question, course);
            attempts.add(attempt);
            if (attempt.outcome() == Outcome.REFUSED) {
                break; // dead is dead, whoever says so
            }
        }
        return attempts;
    }

    private Attempt unlessAlive(Side side, Credential dead, Question question, Course course) {
        Attempt attempt = course.ask(side, question.call());
        if (attempt.outcome() == Outcome.ACCEPTED && kill(side, dead, course)) {
            attempt = course.ask(side, question.call());
        }
        return attempt.outcome() == Outcome.ACCEPTED
                ? Attempt.notSent(side, Reason.CLAIMED)
                : Refinement.ofTheDead(attempt);
    }

    /** Deletes a token and its row at a backend; returns whether it is gone there for sure. */
    boolean kill(Side side, Credential token, Course course) {
        Attempt deletion = course.ask(
                side, ApiCall.of(TOKEN_DELETE).path("token", token.value()).build());
        return deletion.outcome() == Outcome.ACCEPTED || deletion.outcome() == Outcome.UNRECOGNIZED;
    }
}
