package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** The clients are imported into the primary, unless they have been from the beginning. */
public record ImportClients() implements Step {

    @Override
    public void happen(World world) {
        world.importClients();
    }

    @Override
    public String toString() {
        return "the clients are imported into the primary";
    }
}
