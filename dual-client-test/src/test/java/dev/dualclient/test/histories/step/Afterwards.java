package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;

/** The migrator's lag passes, and all that nodes have to do. */
public record Afterwards() implements Step {

    @Override
    public void happen(World world) {
        world.passLag();
        if (!world.scene()
                .is(Oddity.JWT_ACCESS_TOKENS)) { // the primary has another key, and knows none of the secondary's
            world.truth().nothingRemains();
            if (world.scene().is(Oddity.CARRIED_OVER)) {
                world.truth().nothingUsedRemains();
            }
        }
    }

    @Override
    public String toString() {
        return "the migrator's lag is over, and the primary holds nothing that was killed";
    }
}
