package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.world.World;

/** An application that holds the tokens of a login has a node carry them over. */
public record CarryOver(int node, int login, Which which) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair != null) {
            world.carryOver(node, pair);
        }
    }

    @Override
    public String toString() {
        return "node " + node + " carries the " + which + " of login " + login + " over";
    }
}
