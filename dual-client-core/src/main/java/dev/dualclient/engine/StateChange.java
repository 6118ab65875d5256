package dev.dualclient.engine;

import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.Names;
import dev.dualclient.operation.Catalogue;
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
    private final DeliveryQueue outbox;
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
        Names names = question.names();
        if (ClientLookUp.isNeededFor(names)) {
            ClientLookUp.Finding found = ClientLookUp.find(names.clients().get(0), sides, course, timeout);
            if (found.isUnclear()) {
                return List.of(Attempt.notSent(found.attempt().side(), Reason.LOOK_UP_FAILED));
            }
            names = names.and(found.names());
        }
        Operation.Sequel sequel = question.call().operation().sequel();
        return sequel != null && sides.size() > 1
                ? madeByOne(question.call(), names, sequel, sides, owing, course)
                : made(question.call(), names, sides, owing, course);
    }

    private List<Attempt> made(ApiCall call, Names names, List<Side> sides, Set<Side> owing, Course course) {
        List<Debt> owed = new ArrayList<>();
        for (Side side : sides) {
            owed.add(owed(names, side, new Errand.Replay(call, true), course));
        }
        List<Debt> debts = new ArrayList<>(outbox.writeInOrder(names, owed));
        List<Attempt> attempts = new ArrayList<>();
        for (Debt debt : debts) {
            if (attempts.stream().noneMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
                // Of two changes at once only one may go on, or the backends could take them in different orders.
                boolean inTurn = !owing.contains(debt.side()) && outbox.isAlone(debt);
                attempts.add(
                        inTurn ? course.ask(debt.side(), call, timeout) : Attempt.notSent(debt.side(), Reason.OWES));
            }
        }
        attempts.removeIf(attempt -> course.isAbsent(attempt.side()));
        debts.removeIf(debt -> course.isAbsent(debt.side())); // is told before it is first used
        settle(debts, attempts);
        return attempts;
    }

    /** Lets the first backend that knows what the call is about make a value, and then both agree upon it. */
    private List<Attempt> madeByOne(
            ApiCall call, Names names, Operation.Sequel sequel, List<Side> sides, Set<Side> owing, Course course) {
        List<Attempt> unknown = new ArrayList<>();
        for (Side side : sides) {
            Attempt maker = owing.contains(side) ? Attempt.notSent(side, Reason.OWES) : course.ask(side, call, timeout);
            ApiAnswer answer = maker.answer();
            String value = maker.outcome() == Outcome.ACCEPTED && answer != null ? answer.value(sequel.from()) : null;
            if (value != null) {
                List<Attempt> agreed = made(following(call, sequel, value), names, sides, owing, course);
                boolean done = agreed.stream().anyMatch(attempt -> attempt.side() == side && isDone(attempt));
                List<Attempt> attempts = new ArrayList<>(unknown);
                attempts.add(done ? maker : Attempt.notSent(side, Reason.OWES));
                agreed.stream().filter(attempt -> attempt.side() != side).forEach(attempts::add);
                return attempts;
            }
            if (!course.isAbsent(side)) {
                unknown.add(maker);
            }
            if (maker.outcome() != Outcome.UNRECOGNIZED && !course.isAbsent(side)) {
                break;
            }
        }
        return unknown;
    }

    private static boolean isDone(Attempt attempt) {
        return attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.UNRECOGNIZED;
    }

    private static ApiCall following(ApiCall call, Operation.Sequel sequel, String made) {
        ApiCall.Builder follow = ApiCall.of(Catalogue.operation(sequel.operation()))
                .body(JsonMapper.shared().writeValueAsBytes(Map.of(sequel.to(), made)));
        call.pathVariables().forEach(follow::path);
        return follow.build();
    }

    /**
     * Has a backend follow what the other one has done.
     *
     * @param names whom the change concerns
     * @param owing whether it still owes an older change of the same client
     * @return whether there is nothing left to do, or will not be before the backend is first used
     */
    boolean follow(Side side, Names names, Errand.Amendment amendment, boolean owing, Course course) {
        Debt debt = outbox.writeInOrder(names, List.of(owed(names, side, amendment, course)))
                .get(0);
        if (course.isAbsent(side)) {
            return true;
        }
        Attempt attempt = owing || !outbox.isAlone(debt)
                ? Attempt.notSent(side, Reason.OWES)
                : ClientAmendment.make(amendment, side, course);
        if (isDone(attempt)) {
            outbox.paid(List.of(debt));
            return true;
        }
        failed(debt, attempt);
        return false;
    }

    private Debt owed(Names concerned, Side side, Errand errand, Course course) {
        List<CustodyKey> names = custody.kills().keys(concerned.all());
        return course.isAbsent(side)
                ? outbox.owed(side, Kills.newId(), names, true, errand.toBytes())
                : outbox.inHand(side, Kills.newId(), names, true, errand.toBytes());
    }

    private void failed(Debt debt, Attempt attempt) {
        boolean maybeAtIt = attempt.outcome() == Outcome.INDETERMINATE;
        outbox.failed(debt, attempt.reason().words(), maybeAtIt ? settle : Duration.ZERO);
    }

    private void settle(List<Debt> debts, List<Attempt> attempts) {
        boolean refused = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED);
        boolean nothingDone = attempts.stream()
                .allMatch(attempt ->
                        attempt.outcome() == Outcome.UNAVAILABLE || attempt.outcome() == Outcome.UNRECOGNIZED);
        boolean forgotten = refused || nothingDone;
        List<Debt> paid = new ArrayList<>();
        for (Debt debt : debts) {
            Attempt attempt = attempts.stream()
                    .filter(one -> one.side() == debt.side())
                    .findFirst()
                    .orElse(null);
            boolean done = attempt != null && isDone(attempt);
            if (attempt == null || forgotten || done) {
                paid.add(debt);
            } else {
                failed(debt, attempt);
            }
        }
        outbox.paid(paid);
    }
}
