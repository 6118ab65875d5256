package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiCall;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.histories.truth.Kill;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Token;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.Scene.Oddity;
import dev.dualclient.test.histories.world.World;

/**
 * An operator ends a token by its hash.
 *
 * @param delete whether by the operation that deletes, and not by the one that revokes
 */
public record EndByHash(int node, int login, Which which, boolean byAccessToken, boolean delete) implements Step {

    @Override
    public void happen(World world) {
        Pair pair = which.of(world.login(login));
        if (pair == null || !byAccessToken && !pair.isWhole() || world.scene().is(Oddity.JWT_ACCESS_TOKENS)) {
            return; // of a JWT he does not have the hash that the backends know
        }
        Token token = byAccessToken ? pair.access() : pair.refresh();
        String hash = Opaque.hash(token.value());
        Requests requests = new Requests(world.scene().byAlias());
        ApiCall call = delete ? requests.deleteByHash(hash) : requests.revokeByHash(hash, byAccessToken);
        Kill kill = world.truth().revokes(pair, token);
        Verdict verdict = Verdict.ofStatus(world.call(node, call));
        world.tell(verdict);
        world.truth().revoked(kill, token, verdict);
    }

    @Override
    public String toString() {
        return "node " + node + ": an operator " + (delete ? "deletes" : "revokes") + " the " + which
                + (byAccessToken ? " access token" : " refresh token") + " of login " + login + " by its hash";
    }
}
