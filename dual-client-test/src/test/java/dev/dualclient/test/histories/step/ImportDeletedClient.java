package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.world.World;

/** A client that was deleted is imported into the primary again, from a secondary that has not learned of that. */
public record ImportDeletedClient() implements Step {

    @Override
    public void happen(World world) {
        world.importDeletedClient();
    }

    @Override
    public String toString() {
        return "the client that was deleted is imported again";
    }
}
