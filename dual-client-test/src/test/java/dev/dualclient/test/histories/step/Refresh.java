package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Presentation;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.List;

/** A refresh token is used. */
public record Refresh(int node, int login, Which which) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair != null) {
            use(world, node, pair);
        }
    }

    static void use(World world, int node, Pair pair) {
        List<Side> asked = pair.refresh().line().app().knownAt(world.asked(node));
        Presentation used = world.truth().uses(pair.refresh());
        ApiResponse answer = world.call(
                node,
                new Requests(world.scene().byAlias())
                        .refresh(pair.refresh().line().app(), pair.refresh().value()));
        Verdict verdict = Verdict.ofAction(answer, "OK");
        world.tell(verdict);
        world.truth()
                .refreshed(
                        used,
                        verdict,
                        asked,
                        Requests.accessToken(answer),
                        answer == null ? null : answer.value("/refreshToken"));
    }

    @Override
    public String toString() {
        return "node " + node + " refreshes the " + which + " of login " + login;
    }
}
