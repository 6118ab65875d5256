package dev.dualclient.test.histories.step;

import dev.dualclient.migration.Stage;
import dev.dualclient.test.histories.world.World;
import java.util.Locale;

/**
 * A node goes to another stage.
 *
 * @param restart whether it is stopped, and started in that stage, for which it remembers nothing of its own
 */
public record ChangeStage(int node, Stage stage, boolean restart) implements Step {

    @Override
    public void happen(World world) {
        if (restart) {
            world.restart(node, stage);
        } else {
            world.stage(node, stage);
        }
    }

    @Override
    public String toString() {
        String name = stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return "node " + node + (restart ? " restarts in " : " goes to ") + name;
    }
}
