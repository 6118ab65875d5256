package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kills;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written before the first backend is asked to kill something, and what becomes of it once both have answered.
 * What one of them does not acknowledge stays in the outbox. Thread-safe.
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
     * @param errand what each backend has to do
     * @param debts what the backends owe by it; this request has all of it in hand
     */
    record Entry(String id, Collection<CustodyKey> targets, Errand errand, List<Debt> debts) {

        private List<Debt> of(Collection<Side> sides) {
            return debts.stream().filter(debt -> sides.contains(debt.side())).toList();
        }
    }

    /**
     * Writes a kill ahead.
     *
     * @param errand what each backend has to do
     * @param targets what dies
     * @param reach what dies with it
     * @param names what stands in the way until it is done
     * @param killer the client that asks and has to be the owner, {@code null} if the server asks
     */
    Entry open(
            Errand errand,
            Collection<CustodyKey> targets,
            Kill.Reach reach,
            Collection<CustodyKey> names,
            @Nullable String killer,
            List<Side> sides,
            Course course) {
        String id = Kills.newId();
        boolean ofMany = errand.isOfMany();
        List<Debt> debts = new ArrayList<>();
        for (Side side : sides) {
            // What is not there yet is told before it is first used.
            debts.add(
                    course.isAbsent(side)
                            ? outbox.owed(side, id, names, ofMany, errand.toBytes())
                            : outbox.inHand(side, id, names, ofMany, errand.toBytes()));
        }
        kills.open(id, targets, reach, killer, debts);
        return new Entry(id, targets, errand, debts);
    }

    /** Takes a kill back that was refused. */
    void spare(Entry entry) {
        kills.spare(entry.id(), entry.targets(), entry.debts());
    }

    /**
     * Settles a kill by what was answered.
     *
     * @param sure whether an "OK" counts
     * @param repeated whether the primary's half is repeated when what the migrator had read before has arrived
     */
    void settle(Entry entry, List<Attempt> attempts, boolean sure, boolean repeated, Course course) {
        List<Side> done = attempts.stream()
                .filter(WriteAhead::isConclusive)
                .map(Attempt::side)
                .toList();
        List<Debt> paid = entry.of(done);
        List<Debt> present = entry.debts().stream()
                .filter(debt -> !course.isAbsent(debt.side()))
                .toList();
        if (sure || paid.containsAll(present)) {
            boolean forGood = entry.errand() instanceof Errand.Replay && repeated;
            kills.assure(entry.id(), entry.targets(), forGood, paid, rest(entry, attempts));
        } else {
            outbox.paid(paid);
        }
        for (Debt debt : present) {
            if (!paid.contains(debt)) {
                outbox.failed(debt, reasonOf(debt.side(), attempts), Duration.ZERO);
            }
        }
        if (repeated && entry.debts().size() > 1 && done.contains(Side.SECONDARY)) {
            outbox.write(List.of(delivery.repeat(entry.id(), entry.errand())));
        }
    }

    /** Of many tokens a backend ends only so many by one call: what it has left is ended in the background. */
    private List<Debt> rest(Entry entry, List<Attempt> attempts) {
        return entry.errand() instanceof Errand.Remaining remaining
                ? attempts.stream()
                        .filter(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                        .map(attempt -> outbox.later(attempt.side(), entry.id(), remaining.toBytes(), Duration.ZERO))
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

    /** Whether nobody has done it: also one who has not answered may have. */
    static boolean isDenied(List<Attempt> attempts) {
        Set<Outcome> outcomes = attempts.stream().map(Attempt::outcome).collect(Collectors.toSet());
        return outcomes.contains(Outcome.REFUSED)
                || outcomes.contains(Outcome.UNRECOGNIZED)
                        && !outcomes.contains(Outcome.ACCEPTED)
                        && !outcomes.contains(Outcome.INDETERMINATE);
    }

    static boolean isConclusive(Attempt attempt) {
        return attempt.outcome() != Outcome.INDETERMINATE && attempt.outcome() != Outcome.UNAVAILABLE;
    }

    /** Returns the attempts at backends that are there. */
    static List<Attempt> present(List<Attempt> attempts, Course course) {
        return attempts.stream()
                .filter(attempt -> !course.isAbsent(attempt.side()))
                .toList();
    }
}
