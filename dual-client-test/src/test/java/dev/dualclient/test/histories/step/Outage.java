package dev.dualclient.test.histories.step;

import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.world.Fault;
import dev.dualclient.test.histories.world.World;
import java.util.List;
import java.util.Locale;

/** From now on a fault befalls all calls of a backend, or none any more. */
public record Outage(Side side, Fault fault) implements Step {

    @Override
    public void happen(World world) {
        world.outage(side, fault);
    }

    @Override
    public List<Step> simpler() {
        return fault == Fault.NONE || fault == Fault.REFUSES_CONNECTIONS
                ? List.of()
                : List.of(new Outage(side, Fault.REFUSES_CONNECTIONS));
    }

    @Override
    public String toString() {
        String name = "the " + side.name().toLowerCase(Locale.ROOT);
        return name + (fault == Fault.NONE ? " works again" : " from now on " + fault);
    }
}
