package dev.dualclient.test.histories.step;

import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;
import java.util.Locale;

/** A row is ended in a backend's own console. */
public record EndPastNodes(Side side, int login, Which which) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair == null || world.scene().is(Oddity.JWT_ACCESS_TOKENS)) {
            return; // of a JWT nobody has the hash that the backends know
        }
        Requests requests = new Requests(world.scene().byAlias());
        world.truth().endedPastNodes(pair);
        world.tell(Verdict.ofStatus(
                world.ask(side, requests.revokeByHash(Opaque.hash(pair.access().value()), true))));
    }

    @Override
    public String toString() {
        return "the " + which + " tokens of login " + login + " are ended in the console of the "
                + side.name().toLowerCase(Locale.ROOT);
    }
}
