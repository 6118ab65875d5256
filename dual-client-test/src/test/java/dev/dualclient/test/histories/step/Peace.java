package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** Everything is up again, and stays so. */
public record Peace() implements Step {

    @Override
    public void happen(World world) {
        world.calmDown();
    }

    @Override
    public String toString() {
        return "all is well again";
    }
}
