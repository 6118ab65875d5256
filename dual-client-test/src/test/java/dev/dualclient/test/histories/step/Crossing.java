package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/** Two things happen at once, each of which goes on for long before the other does. */
public record Crossing(Step one, Step other, long seed) implements Step {

    @Override
    public void happen(World world) {
        world.crossing(() -> one.happen(world), () -> other.happen(world), seed);
    }

    @Override
    public List<Step> simpler() {
        return List.of(one, other);
    }

    @Override
    public String toString() {
        return "while " + one + ", " + other;
    }
}
