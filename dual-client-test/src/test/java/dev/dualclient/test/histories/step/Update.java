package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Presentation;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;
import java.util.List;

/** An access token is given a new value. */
public record Update(int node, int login) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = Which.LATEST.of(world.login(login));
        if (pair == null || world.scene().is(Oddity.JWT_ACCESS_TOKENS)) {
            return; // the answer names the random string, and not the JWT
        }
        List<Side> asked = world.asked(node);
        Presentation old = world.truth().updates(pair);
        ApiResponse answer = world.call(
                node,
                new Requests(world.scene().byAlias()).tokenUpdate(pair.access().value()));
        Verdict verdict = Verdict.ofAction(answer, "OK");
        world.tell(verdict);
        world.truth().updated(pair, old, verdict, asked, Requests.accessToken(answer));
    }

    @Override
    public String toString() {
        return "node " + node + " gives the latest access token of login " + login + " a new value";
    }
}
