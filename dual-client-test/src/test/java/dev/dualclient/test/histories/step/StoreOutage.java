package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** The custody store goes down, or comes up. */
public record StoreOutage(boolean down) implements Step {

    @Override
    public void happen(World world) {
        world.store(down);
    }

    @Override
    public String toString() {
        return "the custody store is " + (down ? "down" : "up");
    }
}
