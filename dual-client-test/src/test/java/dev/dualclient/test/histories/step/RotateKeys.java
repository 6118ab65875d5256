package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** All nodes restart with another key of custody. */
public record RotateKeys() implements Step {

    @Override
    public void happen(World world) {
        world.rotateKeys();
    }

    @Override
    public String toString() {
        return "nodes restart with another key";
    }
}
