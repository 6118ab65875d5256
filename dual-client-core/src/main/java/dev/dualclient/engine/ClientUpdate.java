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
                : made(facts.call(), names, sides, lagging, context);
    }

    private List<Attempt> made(ApiCall call, Parties names, List<Side> sides, Set<Side> lagging, CallContext context) {
        List<OutboxEntry> pending = new ArrayList<>();
        for (Side side : sides) {
            pending.add(newEntry(names, side, new OutboxCommand.Replay(call, true), context));
        }
        List<OutboxEntry> entries = new ArrayList<>(outbox.writeInOrder(names, pending));
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
        attempts.removeIf(attempt -> context.isAbsent(attempt.side()));
        entries.removeIf(entry -> context.isAbsent(entry.side())); // is told before it is first used
        settle(entries, attempts);
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
                List<Attempt> agreed = made(following(call, sequel, value), names, sides, lagging, context);
                boolean done = agreed.stream().anyMatch(attempt -> attempt.side() == side && isDone(attempt));
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
        OutboxEntry entry = outbox.writeInOrder(names, List.of(newEntry(names, side, amendment, context)))
                .get(0);
        if (context.isAbsent(side)) {
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

    private OutboxEntry newEntry(Parties concerned, Side side, OutboxCommand command, CallContext context) {
        List<CustodyKey> names = custody.kills().keys(concerned.all());
        return context.isAbsent(side)
                ? outbox.newEntry(side, Kills.newId(), names, true, command.toBytes())
                : outbox.inHand(side, Kills.newId(), names, true, command.toBytes());
    }

    private void failed(OutboxEntry entry, Attempt attempt) {
        boolean maybeAtIt = attempt.outcome() == Outcome.INDETERMINATE;
        outbox.failed(entry, attempt.reason().words(), maybeAtIt ? settle : Duration.ZERO);
    }

    private void settle(List<OutboxEntry> entries, List<Attempt> attempts) {
        boolean refused = attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.REFUSED);
        boolean nothingDone = attempts.stream()
                .allMatch(attempt ->
                        attempt.outcome() == Outcome.UNAVAILABLE || attempt.outcome() == Outcome.UNRECOGNIZED);
        boolean forgotten = refused || nothingDone;
        List<OutboxEntry> acknowledged = new ArrayList<>();
        for (OutboxEntry entry : entries) {
            Attempt attempt = attempts.stream()
                    .filter(one -> one.side() == entry.side())
                    .findFirst()
                    .orElse(null);
            boolean done = attempt != null && isDone(attempt);
            if (attempt == null || forgotten || done) {
                acknowledged.add(entry);
            } else {
                failed(entry, attempt);
            }
        }
        outbox.acknowledged(acknowledged);
    }
}
