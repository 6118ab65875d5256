package dev.dualclient.test.histories.step;

import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.World;
import java.util.List;
import java.util.Locale;

/** A fault befalls one call that a step makes. */
public record Mishap(Step step, Side side, Fault fault, int after) implements Step {

    @Override
    public void happen(World world) {
        world.mishap(side, fault, after);
        step.happen(world);
    }

    @Override
    public List<Step> simpler() {
        return List.of(step);
    }

    @Override
    public String toString() {
        return step + "; the " + side.name().toLowerCase(Locale.ROOT) + " at call " + (after + 1) + " " + fault;
    }
}
