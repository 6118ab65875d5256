package dev.dualclient.migration.preflight;

import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Rendering;
import java.time.Duration;
import java.util.List;

/** Whether our own settings carry a migration. Stateless. */
final class OwnChecks {

    private OwnChecks() {}

    static List<CheckResult> of(Observed seen) {
        return List.of(store(seen), retention(seen));
    }

    private static CheckResult store(Observed seen) {
        String id = "store";
        String problem = seen.own().storeProblem();
        if (problem != null) {
            return CheckResult.fail(id, problem, "correct dual-client.custody.keys, or bring the store back");
        }
        return seen.own().durable()
                ? CheckResult.ok(id, "durable, " + seen.own().storeState())
                : CheckResult.warn(
                        id,
                        "custody is kept in the memory of this process: a restart forgets it, and nodes do not share it",
                        "set dual-client.custody.store to jdbc or redis");
    }

    private static CheckResult retention(Observed seen) {
        String id = "retention";
        InventoryReport inventory = seen.inventory();
        Duration longest = inventory == null ? null : inventory.longestRefreshToken();
        boolean whole = seen.primary().hasSettings() && seen.secondary().hasSettings();
        if (longest == null || inventory == null) {
            return CheckResult.unknown(
                    id,
                    "how long refresh tokens live could not be read",
                    "set dual-client.custody.retention to at least that, and the migrator's lag");
        }
        Duration needed = longest.plus(seen.own().lag());
        Duration kept = seen.own().retention();
        String evidence = "refresh tokens live up to " + Rendering.duration(longest) + ", the migrator's lag is "
                + Rendering.duration(seen.own().lag()) + ", custody is kept for " + Rendering.duration(kept);
        if (kept.compareTo(needed) < 0) {
            return CheckResult.warn(id, evidence, "write dual-client.custody.retention: " + Rendering.duration(needed));
        }
        return whole
                ? CheckResult.ok(id, evidence)
                : CheckResult.unknown(
                        id,
                        evidence + ", as far as settings could be read",
                        "make the settings of both services readable");
    }
}
