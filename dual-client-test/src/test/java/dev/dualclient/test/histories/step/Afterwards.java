package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** The migrator's lag passes, and all that nodes have to do. */
public record Afterwards() implements Step {

    @Override
    public void happen(World world) {
        world.passLag();
        world.truth().nothingRemains();
    }

    @Override
    public String toString() {
        return "the migrator's lag is over, and the primary holds nothing that was killed";
    }
}
