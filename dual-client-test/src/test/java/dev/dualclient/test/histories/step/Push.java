package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiCall;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;

/** The client pushes an authorization request (RFC 9126), with a proof that is good for one use (RFC 9449). */
public record Push(int node) implements Step {

    @Override
    public void happen(World world) {
        ApiCall call = new Requests(world.scene().byAlias()).push(world.owner(), world.now());
        world.tell(Verdict.ofAction(world.call(node, call), "CREATED"));
        world.truth().proved(call);
    }

    @Override
    public String toString() {
        return "node " + node + " is pushed an authorization request with a proof";
    }
}
