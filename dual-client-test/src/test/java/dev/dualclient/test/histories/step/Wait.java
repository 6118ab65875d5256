package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;
import java.time.Duration;

/** Time passes. */
public record Wait(Duration duration) implements Step {

    @Override
    public void happen(World world) {
        world.pass(duration);
    }

    @Override
    public String toString() {
        return duration.toString().substring(1) + " pass";
    }
}
