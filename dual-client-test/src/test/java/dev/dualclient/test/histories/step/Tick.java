package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** A node looks after the store, and delivers what is pending, as it does every second. */
public record Tick(int node) implements Step {

    @Override
    public void happen(World world) {
        world.tick(node);
    }

    @Override
    public String toString() {
        return "node " + node + " delivers the outbox";
    }
}
