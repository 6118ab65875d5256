package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.StoreState;
import dev.dualclient.test.histories.world.World;

/** The custody store is like this from now on. */
public record StoreOutage(StoreState state) implements Step {

    @Override
    public void happen(World world) {
        world.store(state);
    }

    @Override
    public String toString() {
        return "the custody store: " + state;
    }
}
