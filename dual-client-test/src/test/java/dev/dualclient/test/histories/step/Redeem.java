package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Redemption;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;

/** The code of a login is redeemed, maybe once more. */
public record Redeem(int node, int login) implements Step {

    @Override
    public void happen(World world) {
        Line line = world.login(login);
        String code = line == null ? null : line.code();
        if (line == null || code == null) {
            return;
        }
        Redemption redemption = world.truth().redeems(line);
        ApiResponse answer = world.call(node, new Requests(world.scene().byAlias()).redeem(line.app(), code));
        Verdict verdict = Verdict.ofAction(answer, "OK");
        world.tell(verdict);
        world.truth()
                .redeemed(
                        redemption,
                        verdict,
                        world.asked(node),
                        Requests.accessToken(answer),
                        answer == null ? null : answer.value("/refreshToken"));
    }

    @Override
    public String toString() {
        return "node " + node + " redeems the code of login " + login;
    }
}
