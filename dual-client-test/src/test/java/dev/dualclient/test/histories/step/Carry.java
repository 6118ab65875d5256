package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;

/** Somebody who has the tokens of a login creates the same ones, as the vendor advises those who migrate themselves. */
public record Carry(int node, int login) implements Step {

    @Override
    public void happen(World world) {
        Line line = world.login(login);
        Pair pair = Which.LATEST.of(line);
        if (line != null && pair != null && !world.scene().is(Oddity.JWT_ACCESS_TOKENS) && world.carries(pair)) {
            int uses = world.truth().carries(pair);
            world.tell(Verdict.ofAction(
                    world.call(
                            node,
                            new Requests(world.scene().byAlias())
                                    .tokenCreate(
                                            line,
                                            pair.access().value(),
                                            pair.refresh().value())),
                    "OK"));
            world.truth().carried(pair, uses);
        }
    }

    @Override
    public String toString() {
        return "node " + node + " creates the latest tokens of login " + login + " again";
    }
}
