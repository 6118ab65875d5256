package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a kill ahead, before the first backend is asked, and settles it once both have answered. A row that a backend
 * does not acknowledge stays in the outbox. Thread-safe.
 */
final class WriteAhead {

    private final Kills kills;
    private final DeliveryQueue outbox;
    private final Delivery delivery;

    WriteAhead(Custody custody, Delivery delivery) {
        this.kills = custody.kills();
        this.outbox = custody.outbox();
        this.delivery = delivery;
    }

    /**
     * A kill under way.
     *
     * @param id names it
     * @param targets what dies
     * @param command what each backend has to do
     * @param entries what the backends have not acknowledged by it; this request has leased them
     */
    record Written(String id, Collection<CustodyKey> targets, OutboxCommand command, List<OutboxEntry> entries) {

        private List<OutboxEntry> of(Collection<Side> sides) {
            return entries.stream()
                    .filter(entry -> sides.contains(entry.side()))
                    .toList();
        }
    }

    /**
     * Writes a kill ahead.
     *
     * @param command what each backend has to do
     * @param targets what is revoked
     * @param reach what is revoked with it
     * @param names calls that name one of these wait until every backend has acknowledged the kill
     * @param killer the client that the request names and that has to be the owner, {@code null} if it names none or the
     *     server asks
     */
    Written open(
            OutboxCommand command,
            Collection<CustodyKey> targets,
            Kill.Reach reach,
            Collection<CustodyKey> names,
            @Nullable String killer,
            List<Side> sides,
            CallContext context) {
        String id = Kills.newId();
        boolean ofMany = command.isOfMany();
        List<OutboxEntry> entries = new ArrayList<>();
        for (Side side : sides) {
            // What is not there yet is told before it is first used.
            entries.add(
                    context.isAbsent(side)
                            ? outbox.newEntry(side, id, names, ofMany, command.toBytes())
                            : outbox.inHand(side, id, names, ofMany, command.toBytes()));
        }
        Kills inTime = kills.until(context.end());
        if (command instanceof OutboxCommand.Revocation revocation && revocation.request() != null) {
            inTime.claim(id, targets, reach, killer, entries);
        } else {
            inTime.open(id, targets, reach, entries);
        }
        return new Written(id, targets, command, entries);
    }

    /** Records that a backend has authenticated the client that asks. */
    void authenticated(Written written) {
        kills.authenticated(written.id(), written.targets());
    }

    /** Leaves it to the outbox what this request could not do. */
    void leave(Written written, Reason reason) {
        written.entries().forEach(entry -> outbox.failed(entry, reason.words(), Duration.ZERO));
    }

    /** Takes a kill back that was refused. */
    void spare(Written written) {
        kills.spare(written.id(), written.targets(), written.entries());
    }

    /**
     * Settles a kill by what was answered.
     *
     * @param sure whether it is certain that the kill was allowed, so that an "OK" counts
     * @param repeated whether the primary gets the kill again after the migrator's lag, for rows that arrive late
     */
    void settle(Written written, List<Attempt> attempts, boolean sure, boolean repeated, CallContext context) {
        List<Side> done = attempts.stream()
                .filter(attempt -> attempt.outcome().isConclusive())
                .map(Attempt::side)
                .toList();
        if (repeated && written.entries().size() > 1 && done.contains(Side.SECONDARY)) {
            outbox.write(List.of(delivery.repeat(written.id(), written.command()))); // first: a crash must not lose it
        }
        List<OutboxEntry> acknowledged = written.of(done);
        List<OutboxEntry> present = written.entries().stream()
                .filter(entry -> !context.isAbsent(entry.side()))
                .toList();
        if (sure || acknowledged.containsAll(present)) {
            boolean forGood = written.command() instanceof OutboxCommand.Replay && repeated;
            kills.until(context.end())
                    .assure(written.id(), written.targets(), forGood, acknowledged, rest(written, attempts));
        } else {
            outbox.acknowledged(acknowledged);
        }
        for (OutboxEntry entry : present) {
            if (!acknowledged.contains(entry)) {
                outbox.failed(entry, reasonOf(entry.side(), attempts), Duration.ZERO);
            }
        }
    }

    /** A backend revokes a limited number of tokens per call. The remaining ones are revoked in the background. */
    private List<OutboxEntry> rest(Written written, List<Attempt> attempts) {
        return written.command() instanceof OutboxCommand.Remaining remaining
                ? attempts.stream()
                        .filter(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                        .map(attempt -> outbox.later(attempt.side(), written.id(), remaining.toBytes(), Duration.ZERO))
                        .toList()
                : List.of();
    }

    private static String reasonOf(Side side, List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.side() == side)
                .map(attempt -> attempt.reason().words())
                .findFirst()
                .orElse("");
    }

    /**
     * Whether the kill is to be withdrawn: a backend refused it, or one does not know the token and no other backend did it
     * or may have done it.
     */
    static boolean isDenied(List<Attempt> attempts) {
        Set<Outcome> outcomes = attempts.stream().map(Attempt::outcome).collect(Collectors.toSet());
        return outcomes.contains(Outcome.REFUSED)
                || outcomes.contains(Outcome.UNRECOGNIZED)
                        && !outcomes.contains(Outcome.ACCEPTED)
                        && !outcomes.contains(Outcome.INDETERMINATE);
    }

    /** Returns the attempts at backends that are there. */
    static List<Attempt> present(List<Attempt> attempts, CallContext context) {
        return attempts.stream()
                .filter(attempt -> !context.isAbsent(attempt.side()))
                .toList();
    }
}
