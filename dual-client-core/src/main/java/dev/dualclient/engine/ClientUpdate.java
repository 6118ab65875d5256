package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.Parties;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of a client that both backends have to agree upon: its metadata, secret, lock, scopes. Made at its owner
 * first, and at the other in the order in which changes were asked for. Thread-safe.
 */
final class ClientUpdate {

    private final Custody custody;
    private final DeliveryQueue outbox;
    private final Duration timeout;
    private final Duration settle;

    ClientUpdate(Custody custody, Duration timeout, Duration settle) {
        this.custody = custody;
        this.outbox = custody.outbox();
        this.timeout = timeout;
        this.settle = settle;
    }

    /**
     * Makes a change.
     *
     * @param lagging the backends that have not acknowledged an older change of the same client; they are told in order
     */
    List<Attempt> make(CallFacts facts, List<Side> sides, Set<Side> lagging, CallContext context) {
        Parties names = facts.names();
        if (ClientLookUp.isNeededFor(names)) {
            ClientLookUp.Finding found = ClientLookUp.find(names.clients().get(0), sides, context, timeout);
            if (found.isUnclear()) {
                return List.of(Attempt.notSent(found.attempt().side(), Reason.LOOK_UP_FAILED));
            }
            names = names.and(found.names());
        }
        Operation.Sequel sequel = facts.call().operation().sequel();
        return sequel != null && sides.size() > 1
                ? madeByOne(facts.call(), names, sequel, sides, lagging, context)
                : made(facts.call(), names, sides, lagging, false, context);
    }

    /**
     * Makes a change at both backends.
     *
     * @param begun whether a backend has made a part of it already, so that it has to go on
     */
    private List<Attempt> made(
            ApiCall call, Parties names, List<Side> sides, Set<Side> lagging, boolean begun, CallContext context) {
        List<OutboxEntry> pending = new ArrayList<>();
        for (Side side : sides) { // in hand, or another node could deliver a half that is withdrawn later
            pending.add(inHand(names, side, new OutboxCommand.Replay(call, true)));
        }
        List<OutboxEntry> entries = outbox.writeInOrder(names, pending, context.end());
        List<Attempt> asked = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            if (asked.stream().noneMatch(attempt -> attempt.outcome() == Outcome.REFUSED)) {
                // Of two changes at once only one may go on, or the backends could take them in different orders.
                boolean inTurn = !lagging.contains(entry.side()) && outbox.isAlone(entry);
                asked.add(
                        inTurn
                                ? context.ask(entry.side(), call, timeout)
                                : Attempt.notSent(entry.side(), Reason.UNDELIVERED));
            }
        }
        List<Attempt> attempts = new ArrayList<>(PartialChange.standing(asked, true));
        settle(entries, attempts, begun);
        attempts.removeIf(attempt -> context.isAbsent(attempt.side())); // is told before it is first used
        return attempts;
    }

    /** Lets the first backend that knows what the call is about make a value, and then both agree upon it. */
    private List<Attempt> madeByOne(
            ApiCall call,
            Parties names,
            Operation.Sequel sequel,
            List<Side> sides,
            Set<Side> lagging,
            CallContext context) {
        List<Attempt> unknown = new ArrayList<>();
        for (Side side : sides) {
            Attempt maker = lagging.contains(side)
                    ? Attempt.notSent(side, Reason.UNDELIVERED)
                    : context.ask(side, call, timeout);
            ApiResponse answer = maker.answer();
            String value = maker.outcome() == Outcome.ACCEPTED && answer != null ? answer.value(sequel.from()) : null;
            if (value != null) {
                List<Attempt> agreed = made(following(call, sequel, value), names, sides, lagging, true, context);
                // Its maker has the value. What other changes keep from agreeing now does so later, in the order of the
                // rows.
                boolean done = agreed.stream()
                        .anyMatch(attempt -> attempt.side() == side
                                && (isDone(attempt) || attempt.outcome() == Outcome.UNAVAILABLE));
                List<Attempt> attempts = new ArrayList<>(unknown);
                attempts.add(done ? maker : Attempt.notSent(side, Reason.UNDELIVERED));
                agreed.stream().filter(attempt -> attempt.side() != side).forEach(attempts::add);
                return attempts;
            }
            if (!context.isAbsent(side)) {
                unknown.add(maker);
            }
            if (maker.outcome() != Outcome.UNRECOGNIZED && !context.isAbsent(side)) {
                break;
            }
        }
        return unknown;
    }

    private static boolean isDone(Attempt attempt) {
        return attempt.outcome() == Outcome.ACCEPTED || attempt.outcome() == Outcome.UNRECOGNIZED;
    }

    private static ApiCall following(ApiCall call, Operation.Sequel sequel, String made) {
        ApiCall.Builder follow =
                ApiCall.of(Catalogue.operation(sequel.operation())).body(JsonFormat.write(Map.of(sequel.to(), made)));
        call.pathVariables().forEach(follow::path);
        return follow.build();
    }

    /**
     * Has a backend follow what the other one has done.
     *
     * @param names whom the change concerns
     * @param lagging whether it has not acknowledged an older change of the same client
     * @return whether there is nothing left to do, or will not be before the backend is first used
     */
    boolean follow(Side side, Parties names, OutboxCommand.Amendment amendment, boolean lagging, CallContext context) {
        boolean absent = context.isAbsent(side);
        OutboxEntry pending = absent ? newEntry(names, side, amendment) : inHand(names, side, amendment);
        OutboxEntry entry =
                outbox.writeInOrder(names, List.of(pending), context.end()).get(0);
        if (absent) {
            return true;
        }
        Attempt attempt = lagging || !outbox.isAlone(entry)
                ? Attempt.notSent(side, Reason.UNDELIVERED)
                : ClientAmendment.make(amendment, side, context);
        if (isDone(attempt)) {
            outbox.acknowledged(List.of(entry));
            return true;
        }
        failed(entry, attempt);
        return false;
    }

    private OutboxEntry inHand(Parties concerned, Side side, OutboxCommand command) {
        return outbox.inHand(side, Kills.newId(), keys(concerned), true, command.toBytes());
    }

    private OutboxEntry newEntry(Parties concerned, Side side, OutboxCommand command) {
        return outbox.newEntry(side, Kills.newId(), keys(concerned), true, command.toBytes());
    }

    private List<CustodyKey> keys(Parties concerned) {
        return custody.kills().keys(concerned.all());
    }

    private void failed(OutboxEntry entry, Attempt attempt) {
        boolean maybeAtIt = attempt.outcome() == Outcome.INDETERMINATE;
        outbox.failed(entry, attempt.reason().words(), maybeAtIt ? settle : Duration.ZERO);
    }

    /** Withdraws a change that nobody has begun or that was refused; else each backend that has not made it keeps its row. */
    private void settle(List<OutboxEntry> entries, List<Attempt> attempts, boolean begun) {
        boolean refused = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED);
        boolean nothingDone = !begun
                && attempts.stream()
                        .allMatch(attempt ->
                                attempt.outcome() == Outcome.UNAVAILABLE || attempt.outcome() == Outcome.UNRECOGNIZED);
        boolean forgotten = refused || nothingDone;
        List<OutboxEntry> acknowledged = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            Attempt attempt = attempts.stream()
                    .filter(one -> one.side() == entry.side())
                    .findFirst()
                    .orElse(null);
            if (attempt == null || forgotten || isDone(attempt)) {
                acknowledged.add(entry);
            } else {
                failed(entry, attempt);
            }
        }
        outbox.acknowledged(acknowledged);
    }
}
