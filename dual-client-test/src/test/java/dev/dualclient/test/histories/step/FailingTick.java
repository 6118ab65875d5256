package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/**
 * A node does what it does in the background, and a call of that fails for want of a class.
 *
 * @param after how many calls come before it
 */
public record FailingTick(int node, int after) implements Step {

    @Override
    public void happen(World world) {
        world.failingTick(node, after);
    }

    @Override
    public String toString() {
        return "node " + node + " works in the background, and lacks a class at call " + (after + 1);
    }
}
