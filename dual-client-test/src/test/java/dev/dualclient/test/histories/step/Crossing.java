package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.util.List;

/**
 * Two things happen at once, each of which goes on for long before the other does.
 *
 * @param calls how many calls one makes before the other goes on, on average
 */
public record Crossing(Step one, Step other, long seed, int calls) implements Step {

    private static final int SOME = 12;

    /** Lets a dozen calls pass before the other goes on. */
    public Crossing(Step one, Step other, long seed) {
        this(one, other, seed, SOME);
    }

    @Override
    public void happen(World world) {
        world.atOnce(() -> one.happen(world), () -> other.happen(world), seed, calls);
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
