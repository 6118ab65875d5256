package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Kill;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Token;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;

/**
 * A client revokes a token.
 *
 * @param byAccessToken whether it presents the access token, and not the refresh token
 * @param stranger whether it is another client than the owner
 */
public record Revoke(int node, int login, Which which, boolean byAccessToken, boolean stranger) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair == null) {
            return;
        }
        Token token = byAccessToken ? pair.access() : pair.refresh();
        App app = stranger ? world.stranger() : token.line().app();
        Kill kill = stranger ? null : world.truth().revokes(pair, token);
        Verdict verdict = Verdict.ofAction(
                world.call(node, new Requests(world.scene().byAlias()).revoke(app, token.value())), "OK");
        world.tell(verdict);
        if (kill != null) {
            world.truth().killed(kill, verdict);
        }
    }

    @Override
    public String toString() {
        return "node " + node + " revokes the " + which + (byAccessToken ? " access token" : " refresh token")
                + " of login " + login + (stranger ? " for a stranger" : "");
    }
}
