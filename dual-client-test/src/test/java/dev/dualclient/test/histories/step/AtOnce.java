package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/**
 * Two steps happen at once, taking turns at each call of a backend or of the store.
 *
 * @param seed by which they take turns
 */
public record AtOnce(Step one, Step other, long seed) implements Step {

    @Override
    public void happen(World world) {
        world.atOnce(() -> one.happen(world), () -> other.happen(world), seed);
    }

    @Override
    public List<Step> simpler() {
        return List.of(one, other);
    }

    @Override
    public String toString() {
        return one + "; at once " + other;
    }
}
