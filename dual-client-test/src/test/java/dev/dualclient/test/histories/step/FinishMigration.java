package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/**
 * The migrator is declared finished.
 *
 * @param whole whether it has copied what it could
 */
public record FinishMigration(int node, boolean whole) implements Step {

    @Override
    public void happen(World world) {
        if (!world.isAlone()) {
            world.tell((whole ? world.migrate() : 0) + " rows");
            world.finishMigration(node);
        }
    }

    @Override
    public String toString() {
        return (whole ? "the migrator runs a last time, and node " : "node ") + node
                + " is told that the migrator has finished";
    }
}
