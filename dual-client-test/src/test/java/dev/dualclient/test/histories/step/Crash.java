package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/**
 * A node is killed during a step, and another one takes its place.
 *
 * @param after how many calls of backends and store come before the one it dies at
 * @param processed whether that one is still made
 */
public record Crash(Step step, int after, boolean processed) implements Step {

    @Override
    public void happen(World world) {
        world.crash(after, processed);
        step.happen(world);
    }

    @Override
    public List<Step> simpler() {
        return List.of(step);
    }

    @Override
    public String toString() {
        return step + "; killed " + (processed ? "after" : "before") + " its call " + (after + 1);
    }
}
