package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/** One thing happens after another. */
public record Then(Step first, Step second) implements Step {

    @Override
    public void happen(World world) {
        first.happen(world);
        second.happen(world);
    }

    @Override
    public List<Step> simpler() {
        return List.of(first, second);
    }

    @Override
    public String toString() {
        return first + ", then " + second;
    }
}
