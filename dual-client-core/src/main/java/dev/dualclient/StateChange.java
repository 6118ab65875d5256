package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.Outbox;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change of a client that both backends have to agree upon: its metadata, secret, lock, scopes. Made at its owner
 * first, and at the other in the order in which changes were asked for. Thread-safe.
 */
final class StateChange {

    private final Custody custody;
    private final Outbox outbox;
    private final Duration timeout;
    private final Duration settle;

    StateChange(Custody custody, Duration timeout, Duration settle) {
        this.custody = custody;
        this.outbox = custody.outbox();
        this.timeout = timeout;
        this.settle = settle;
    }

    /**
     * Makes a change.
     *
     * @param owing who still owes an older change of the same client, and has to be told in order
     */
    List<Attempt> make(Question question, List<Side> sides, Set<Side> owing, Course course) {
        Operation.Sequel sequel = question.call().operation().sequel();
        if (sequel != null && sides.size() > 1) {
            return takenOver(question, sequel, sides, owing, course);
        }
        List<Debt> debts = new ArrayList<>();
        for (Side side : sides) {
            debts.add(owed(question, side, question.call(), course));
        }
        outbox.write(debts);
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
                attempts.add(ask(side, question.call(), owing, course));
            }
        }
        attempts.removeIf(attempt -> course.isAbsent(attempt.side()));
        debts.removeIf(debt -> course.isAbsent(debt.side())); // is told before it is first used
        settle(question, debts, attempts);
        return attempts;
    }

    /** Lets the first backend that knows what the call is about make a value, and the other one take it over. */
    private List<Attempt> takenOver(
            Question question, Operation.Sequel sequel, List<Side> sides, Set<Side> owing, Course course) {
        ApiCall call = question.call();
        Attempt first = ask(sides.get(0), call, owing, course);
        ApiAnswer answer = first.answer();
        String made = first.outcome() == Outcome.ACCEPTED && answer != null ? answer.value(sequel.from()) : null;
        if (made == null) {
            boolean absent = course.isAbsent(first.side());
            boolean notThere = first.outcome() == Outcome.UNRECOGNIZED;
            if (!absent) {
                return notThere ? List.of(first, ask(sides.get(1), call, owing, course)) : List.of(first);
            }
            return madeWithout(sides.get(0), question, sequel, ask(sides.get(1), call, owing, course), course);
        }
        ApiCall second = following(call, sequel, made);
        List<Debt> debts = List.of(owed(question, sides.get(1), second, course));
        outbox.write(debts);
        List<Attempt> attempts = List.of(first, ask(sides.get(1), second, owing, course));
        settle(question, debts, attempts);
        return attempts;
    }

    /** What a backend that is not there yet has to take over is told it before it is first used. */
    private List<Attempt> madeWithout(
            Side absent, Question question, Operation.Sequel sequel, Attempt attempt, Course course) {
        ApiAnswer answer = attempt.answer();
        String made = attempt.outcome() == Outcome.ACCEPTED && answer != null ? answer.value(sequel.from()) : null;
        if (made != null) {
            outbox.write(List.of(owed(question, absent, following(question.call(), sequel, made), course)));
        }
        return List.of(attempt);
    }

    private static ApiCall following(ApiCall call, Operation.Sequel sequel, String made) {
        ApiCall.Builder follow = ApiCall.of(Catalogue.operation(sequel.operation()))
                .body(JsonMapper.shared().writeValueAsBytes(Map.of(sequel.to(), made)));
        call.pathVariables().forEach(follow::path);
        return follow.build();
    }

    private Debt owed(Question question, Side side, ApiCall call, Course course) {
        List<CustodyKey> names = custody.kills().keys(question.names().all());
        byte[] errand = new Errand.Replay(call, true).toBytes();
        return course.isAbsent(side)
                ? outbox.owed(side, Kills.newId(), names, List.of(), errand)
                : outbox.inHand(side, Kills.newId(), names, List.of(), errand);
    }

    private Attempt ask(Side side, ApiCall call, Set<Side> owing, Course course) {
        return owing.contains(side) ? Attempt.notSent(side, Reason.OWES) : course.ask(side, call, timeout);
    }

    private void settle(Question question, List<Debt> debts, List<Attempt> attempts) {
        boolean refused = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED);
        boolean nothingDone = attempts.stream()
                .allMatch(attempt ->
                        attempt.outcome() == Outcome.UNAVAILABLE || attempt.outcome() == Outcome.UNRECOGNIZED);
        boolean forgotten = refused || nothingDone && question.kind().effect() == Effect.UPDATE;
        List<Debt> paid = new ArrayList<>();
        for (Debt debt : debts) {
            Attempt attempt = attempts.stream()
                    .filter(one -> one.side() == debt.side())
                    .findFirst()
                    .orElse(null);
            boolean done = attempt == null
                    || attempt.outcome() == Outcome.ACCEPTED
                    || attempt.outcome() == Outcome.UNRECOGNIZED;
            if (forgotten || done) {
                paid.add(debt);
            } else {
                boolean maybeAtIt = attempt.outcome() == Outcome.INDETERMINATE;
                outbox.failed(debt, attempt.reason().words(), maybeAtIt ? settle : Duration.ZERO);
            }
        }
        outbox.paid(paid);
    }
}
