package dev.dualclient;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Standing;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.AnswerRule;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A kill or an update that has to hold at both backends. Thread-safe. */
final class Change {

    private final Custody custody;
    private final Together together;
    private final LookUp lookUp;
    private final LateCopies lateCopies;
    private final Duration killTimeout;

    Change(Custody custody, Together together, LookUp lookUp, LateCopies lateCopies, Duration killTimeout) {
        this.custody = custody;
        this.together = together;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.killTimeout = killTimeout;
    }

    /** Makes the change: a kill at both at once, an update at the second only if the first did not refuse it. */
    List<Attempt> make(Question question, Standing standing, List<Side> sides, Course course) {
        if (question.kind().effect() != Effect.KILL) {
            return present(oneAfterTheOther(question.call(), sides, course), course);
        }
        Credential token = question.subject();
        if (token == null || question.kind().kills() != Case.Kills.TOKEN) {
            return present(killed(question, sides, course), course);
        }
        LookUp.Finding row = rowOf(token, standing, sides, course);
        if (row.reason() == Reason.LOOK_UP_FAILED) {
            return List.of(Attempt.notSent(sides.get(0), row.reason())); // half of a kill would let a late copy live
        }
        List<Attempt> attempts = present(completed(question, token, killed(question, sides, course), course), course);
        if (AnswerRule.choose(attempts, Plan.Manner.BOTH).outcome() == Outcome.ACCEPTED) {
            custody.killed(row.row());
        }
        return attempts;
    }

    /** Finds the other token of the row, which dies too. What is dead already takes nothing with it. */
    private LookUp.Finding rowOf(Credential token, Standing standing, List<Side> sides, Course course) {
        List<CustodyKey> known = custody.row(token);
        boolean dead = standing.firmness().compareTo(Firmness.SPENT) >= 0;
        LookUp.Finding found = dead || known.size() > 1
                ? new LookUp.Finding(Reason.DONE, known, "")
                : lookUp.findAny(token, sides, course);
        return found.reason() == Reason.UNKNOWN_CREDENTIAL ? new LookUp.Finding(found.reason(), known, "") : found;
    }

    private List<Attempt> killed(Question question, List<Side> sides, Course course) {
        return together.ask(sides, side -> course.ask(side, question.call(), killTimeout));
    }

    private static List<Attempt> present(List<Attempt> attempts, Course course) {
        return attempts.stream()
                .filter(attempt -> !course.isAbsent(attempt.side()))
                .toList();
    }

    private static List<Attempt> oneAfterTheOther(ApiCall call, List<Side> sides, Course course) {
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
                attempts.add(course.ask(side, call));
            }
        }
        return attempts;
    }

    /**
     * Where one backend could not authenticate the client that the other one did, it is asked who owns the token, and
     * loses it if that is the same client: a service can be imported without its clients' secrets.
     */
    private List<Attempt> completed(Question question, Credential token, List<Attempt> attempts, Course course) {
        if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED)) {
            return attempts;
        }
        return attempts.stream()
                .map(attempt ->
                        attempt.reason() == Reason.UNKNOWN_CLIENT || attempt.reason() == Reason.CLIENT_NOT_AUTHENTICATED
                                ? attempt.refined(killedForOwner(token, question.clients(), attempt.side(), course))
                                : attempt)
                .toList();
    }

    private Reason killedForOwner(Credential token, List<String> clients, Side side, Course course) {
        LookUp.Finding found = lookUp.find(token, side, course);
        if (found.reason() != Reason.DONE) {
            return found.reason();
        }
        if (!clients.contains(found.client())) {
            return Reason.SAID_NO;
        }
        return lateCopies.kill(side, token, course) ? Reason.DONE : Reason.LOOK_UP_FAILED;
    }
}
