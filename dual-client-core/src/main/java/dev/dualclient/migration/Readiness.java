package dev.dualclient.migration;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.OutboxState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the secondary can be left alone, as far as that can be seen from here. Thread-safe. */
public final class Readiness implements StageGate {

    /** How long nobody may have needed the secondary. */
    private static final Duration QUIET = Duration.ofDays(1);

    private final Custody custody;
    private final DoubtfulClients doubtful;
    private final LastOccurrences times;
    private final Time time;

    /** Begins to watch. */
    public Readiness(Custody custody, DoubtfulClients doubtful, Time time) {
        this.custody = custody;
        this.doubtful = doubtful;
        this.times = new LastOccurrences(custody.notes(), time);
        this.time = time;
    }

    /** Notes that the secondary has answered a call that nobody else could answer. */
    public void servedBySecondary() {
        times.happened(LastOccurrences.Event.SERVED_BY_SECONDARY);
    }

    /** Notes that the tokens of a client, a user or a grant were killed. */
    public void killedMany() {
        times.happened(LastOccurrences.Event.KILLED_MANY);
    }

    /** Tells the other nodes; to be called every second. */
    public void share() {
        times.share();
    }

    @Override
    public List<String> objections(StagePolicy before, StagePolicy next) {
        List<String> objections = new ArrayList<>();
        if (next.leavesSecondaryAloneUnlike(before)) {
            objections.addAll(objections());
        }
        int doubts = doubts(before, next).size();
        if (doubts > 0) {
            objections.add("the secret at the primary is another one, or not known to be the same, of " + doubts
                    + (doubts == 1 ? " client that has" : " clients that have")
                    + " begun a login at the secondary within a day");
        }
        return objections;
    }

    /** The clients that would have to begin at the primary from then on, and whose secret it may refuse. */
    private Set<CustodyKey> doubts(StagePolicy before, StagePolicy next) {
        Set<String> named = next.drainedUnlike(before);
        boolean others = next.drainsOthersUnlike(before);
        if (named.isEmpty() && !others) {
            return Set.of();
        }
        Set<CustodyKey> doubts = doubtful.ofAllNodes();
        if (others) {
            doubts.removeAll(doubtful.keys(next.notDrained()));
        } else {
            doubts.retainAll(doubtful.keys(named));
        }
        return doubts;
    }

    private List<String> objections() {
        List<String> objections = new ArrayList<>();
        custody.outbox().count();
        int pending = custody.outbox().state().values().stream()
                .mapToInt(OutboxState::blocking)
                .sum();
        if (pending > 0) {
            objections.add("the outbox holds " + pending + (pending == 1 ? " row" : " rows")
                    + " that a backend has not acknowledged");
        }
        Instant served = times.of(LastOccurrences.Event.SERVED_BY_SECONDARY);
        Instant watched = times.of(LastOccurrences.Event.WATCHED);
        if (isYounger(served, QUIET)) {
            objections.add("the secondary still answers calls, the last one at " + served);
        } else if (isYounger(watched, QUIET)) {
            objections.add("it has not been watched for a day whether the secondary still answers calls, but since "
                    + watched);
        }
        Instant killed = times.of(LastOccurrences.Event.KILLED_MANY);
        if (isYounger(killed, custody.migratorLag())) {
            objections.add("tokens of a whole client, user or grant were killed at " + killed
                    + ", and the migrator may still bring copies of them");
        }
        return objections;
    }

    private boolean isYounger(@Nullable Instant at, Duration age) {
        return at != null && at.plus(age).isAfter(time.now());
    }
}
