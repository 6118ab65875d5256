package dev.dualclient.test.histories.step;

import dev.dualclient.migration.Stage;
import dev.dualclient.test.histories.world.World;
import java.util.Locale;

/** A node goes to another stage with the client alone. */
public record StageOfClient(int node, Stage stage) implements Step {

    @Override
    public void happen(World world) {
        world.stageOfClient(node, stage);
    }

    @Override
    public String toString() {
        return "node " + node + " goes to "
                + stage.name().toLowerCase(Locale.ROOT).replace('_', '-') + " with the client alone";
    }
}
