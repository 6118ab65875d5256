package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
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
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.AnswerRule;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

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
        Operation.Sequel sequel = question.call().operation().sequel();
        if (sequel != null && sides.size() > 1) {
            return present(takenOver(question.call(), sequel, sides, course), course);
        }
        if (question.kind().effect() != Effect.KILL) {
            return present(oneAfterTheOther(question.call(), sides, course), course);
        }
        Credential token = question.subject();
        if (token == null || question.kind().kills() != Case.Kills.TOKEN) {
            return present(killed(question, sides, course), course);
        }
        LookUp.Finding row = rowOf(token, standing, sides, course);
        if (row.row().isEmpty()) {
            return List.of(row.attempt()); // half of a kill would let a late copy live
        }
        List<Attempt> attempts = present(completed(question, token, killed(question, sides, course), course), course);
        if (AnswerRule.choose(attempts, Plan.Manner.BOTH).outcome() == Outcome.ACCEPTED
                && isSure(row, standing, attempts)) {
            custody.killed(row.row());
            if (question.subjectAt() instanceof Locator.PathVariable) {
                custody.killed(custody.rowOfHash(token)); // a path may hold the hash in place of the token
            }
        }
        return attempts;
    }

    /**
     * Whether an "OK" means that the token is dead, and not that it is not known: both backends said so, or the only one
     * that was asked is known to hold it.
     */
    private static boolean isSure(LookUp.Finding row, Standing standing, List<Attempt> attempts) {
        Side side = attempts.get(0).side();
        boolean found = row.reason() == Reason.DONE && row.attempt().side() == side;
        return attempts.size() > 1 || found || standing.side() == side;
    }

    /** Finds the other token of the row, which dies too. What is dead already takes nothing with it. */
    private LookUp.Finding rowOf(Credential token, Standing standing, List<Side> sides, Course course) {
        List<CustodyKey> known = custody.row(token);
        boolean dead = standing.firmness().compareTo(Firmness.SPENT) >= 0;
        LookUp.Finding none = new LookUp.Finding(Attempt.notSent(sides.get(0), Reason.UNKNOWN_CREDENTIAL), known, "");
        if (dead || known.size() > 1) {
            return none;
        }
        LookUp.Finding found = lookUp.findAny(token, sides, course);
        return found.reason() == Reason.UNKNOWN_CREDENTIAL ? none : found;
    }

    private List<Attempt> killed(Question question, List<Side> sides, Course course) {
        return together.ask(sides, side -> course.ask(side, question.call(), killTimeout));
    }

    private static List<Attempt> present(List<Attempt> attempts, Course course) {
        return attempts.stream()
                .filter(attempt -> !course.isAbsent(attempt.side()))
                .toList();
    }

    /** Lets the first backend that knows what the call is about make a value, and the other one take it over. */
    private static List<Attempt> takenOver(ApiCall call, Operation.Sequel sequel, List<Side> sides, Course course) {
        Attempt first = course.ask(sides.get(0), call);
        ApiAnswer answer = first.answer();
        String made = first.outcome() == Outcome.ACCEPTED && answer != null ? answer.value(sequel.from()) : null;
        if (made != null) {
            ApiCall.Builder follow = ApiCall.of(Catalogue.operation(sequel.operation()))
                    .body(JsonMapper.shared().writeValueAsBytes(Map.of(sequel.to(), made)));
            call.pathVariables().forEach(follow::path);
            return List.of(first, course.ask(sides.get(1), follow.build()));
        }
        boolean notThere = first.outcome() == Outcome.UNRECOGNIZED || course.isAbsent(first.side());
        return notThere ? List.of(first, course.ask(sides.get(1), call)) : List.of(first);
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
        LookUp.Finding found = lookUp.owner(token, side, course);
        if (found.reason() != Reason.DONE) {
            return found.reason() == Reason.UNKNOWN_CREDENTIAL ? found.reason() : Reason.LOOK_UP_FAILED;
        }
        if (!clients.contains(found.client())) {
            return clients.isEmpty() ? Reason.LOOK_UP_FAILED : Reason.SAID_NO;
        }
        return lateCopies.kill(side, token, course) ? Reason.DONE : Reason.LOOK_UP_FAILED;
    }
}
