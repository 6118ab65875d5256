package dev.dualclient;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A kill or an update that has to hold at both backends. Thread-safe. */
final class Change {

    private final Together together;
    private final LookUp lookUp;
    private final LateCopies lateCopies;
    private final Duration killTimeout;

    Change(Together together, LookUp lookUp, LateCopies lateCopies, Duration killTimeout) {
        this.together = together;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.killTimeout = killTimeout;
    }

    /** Makes the change: a kill at both at once, an update at the second only if the first did not refuse it. */
    List<Attempt> make(Question question, List<Side> sides, Course course) {
        List<Attempt> attempts = question.kind().effect() == Effect.KILL
                ? completed(
                        question, together.ask(sides, side -> course.ask(side, question.call(), killTimeout)), course)
                : oneAfterTheOther(question.call(), sides, course);
        if (course.primaryIsToCome()) {
            return attempts.stream()
                    .filter(attempt -> attempt.side() != Side.PRIMARY)
                    .toList();
        }
        return attempts;
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
    private List<Attempt> completed(Question question, List<Attempt> attempts, Course course) {
        Credential token = question.subject();
        boolean acted = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.ACCEPTED);
        if (token == null || question.kind().kills() != Case.Kills.TOKEN || !acted) {
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
