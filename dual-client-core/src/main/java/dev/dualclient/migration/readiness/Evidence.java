package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.migration.StagePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the predicate looks at, at one moment. Immutable.
 *
 * @param now the moment
 * @param policy how far the migration is
 * @param nodes what the nodes have told of themselves
 * @param events when things last happened
 * @param pending what the outbox holds
 * @param store how the store is
 * @param facts what the last round of scans has found, {@code null} if none has ended
 * @param clients what it has found of each client
 * @param writes when Dual Client last wrote at the secondary
 * @param accepted the clients that an operator takes responsibility for
 * @param limits times that the settings of the engine give
 * @param external what is known from elsewhere
 */
record Evidence(
        Instant now,
        StagePolicy policy,
        List<NodeState> nodes,
        Events events,
        Pending pending,
        Store store,
        @Nullable ScanFacts facts,
        Map<CustodyKey, ClientEvidence> clients,
        Writes writes,
        Set<CustodyKey> accepted,
        Limits limits,
        ExternalFacts external) {

    /** When things last happened, {@code null} for never. */
    record Events(
            Instant watched,
            @Nullable Instant birth,
            @Nullable Instant doubt,
            @Nullable Instant served,
            @Nullable Instant killedMany,
            @Nullable Instant disagreed,
            @Nullable Instant oneTimeOver,
            @Nullable Instant migratorFinished) {}

    /**
     * When Dual Client last wrote at the secondary.
     *
     * @param byClient for each client
     * @param ofNobody for a client that nobody can tell, {@code null} for never
     */
    record Writes(
            Map<CustodyKey, Instant> byClient, @Nullable Instant ofNobody) {

        /** Returns the last write of all. */
        Instant last() {
            Instant last = byClient.values().stream().max(Instant::compareTo).orElse(Instant.EPOCH);
            return Timeline.latest(last, ofNobody);
        }
    }

    /**
     * What the outbox holds.
     *
     * @param blocking how many rows block, at either backend
     * @param repeatsDue how many repeats at the primary are due
     */
    record Pending(long blocking, long repeatsDue) {}

    /** How the store is. */
    record Store(boolean durable, boolean up, boolean lost) {}

    /**
     * Times that the settings of the engine give.
     *
     * @param silence after how long a silent node is gone: longer than anything it was doing can take
     * @param settle after how long a backend has done what it was sent
     * @param migratorLag how late the migrator may write
     * @param retention how long custody remembers
     */
    record Limits(Duration silence, Duration settle, Duration migratorLag, Duration retention) {}
}
