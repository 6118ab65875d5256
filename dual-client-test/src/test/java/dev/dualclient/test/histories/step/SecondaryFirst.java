package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** From now on it is the secondary's half of a kill that is made first, or the primary's. */
public record SecondaryFirst(boolean first) implements Step {

    @Override
    public void happen(World world) {
        world.secondaryFirst(first);
    }

    @Override
    public String toString() {
        return "kills reach the " + (first ? "secondary" : "primary") + " first";
    }
}
