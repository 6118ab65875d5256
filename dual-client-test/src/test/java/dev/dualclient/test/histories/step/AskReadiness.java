package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** An operator asks whether the secondary can be switched off, and switches it off if it can. */
public record AskReadiness(int node) implements Step {

    @Override
    public void happen(World world) {
        world.askReadiness(node);
    }

    @Override
    public String toString() {
        return "node " + node + " is asked whether the secondary can be switched off";
    }
}
