package dev.dualclient.migration.preflight;

import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a preflight has read, which its checks judge. Immutable.
 *
 * @param primary what the primary tells of itself
 * @param secondary what the secondary tells of itself
 * @param inventory the comparison, {@code null} if a backend could not be read
 * @param lines what was noticed of each conversation
 * @param own what we know ourselves
 */
record Observed(
        BackendFacts primary,
        BackendFacts secondary,
        @Nullable InventoryReport inventory,
        Map<Side, Line> lines,
        Own own) {

    /**
     * What was noticed beside the answers.
     *
     * @param address where the backend is
     * @param clockAhead by how much its clock is ahead of ours, {@code null} if it has not told its time
     * @param throttled how many requests were throttled
     * @param longestWait how long it has asked us to wait, {@code null} if it has not
     */
    record Line(
            String address,
            @Nullable Duration clockAhead,
            int throttled,
            @Nullable Duration longestWait) {}

    /**
     * What we know ourselves.
     *
     * @param policy how far the migration is
     * @param secretMigrated the clients whose secret is declared to be the same at both
     * @param service the id of the service
     * @param durable whether custody's store outlives this process
     * @param storeState how the store is
     * @param storeProblem what is wrong with the store, {@code null} if nothing is
     * @param retention how long custody is kept
     * @param lag how late a migrator may write
     * @param migrator what is said of a migrator
     * @param listsDiffer the backends whose token lists were seen to name tokens otherwise than by SHA-256
     */
    record Own(
            StagePolicy policy,
            Set<String> secretMigrated,
            String service,
            boolean durable,
            String storeState,
            @Nullable String storeProblem,
            Duration retention,
            Duration lag,
            Migrator migrator,
            Set<Side> listsDiffer) {}

    BackendFacts facts(Side side) {
        return side == Side.PRIMARY ? primary : secondary;
    }

    Line line(Side side) {
        return lines.getOrDefault(side, new Line("", null, 0, null));
    }
}
