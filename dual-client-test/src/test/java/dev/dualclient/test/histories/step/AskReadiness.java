package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.time.Duration;

/**
 * An operator asks whether the secondary can be switched off, and switches it off if it can.
 *
 * @param after how long the operator waits before, unless it is switched off already
 */
public record AskReadiness(int node, Duration after) implements Step {

    @Override
    public void happen(World world) {
        if (!world.isAlone()) {
            world.pass(after);
            world.askReadiness(node);
        }
    }

    @Override
    public String toString() {
        return "node " + node + " is asked whether the secondary can be switched off";
    }
}
