package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.migration.Stage;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;

/** A user logs in through a node, which brings a code and an access token at once. */
public record HybridLogin(int node, int login, String subject) implements Step {

    @Override
    public void happen(World world) {
        if (world.owner().state() == App.State.GONE || world.login(login) != null) {
            return;
        }
        Line line = world.truth().begins(new Line(login, world.owner(), subject));
        boolean fair = world.allIsWell(Stage.PRIMARY_FIRST);
        int faults = world.faults(); // what happens at once may bring a fault that befalls this login
        Requests requests = new Requests(world.scene().byAlias());
        ApiResponse authorization = world.call(node, requests.authorization(line.app(), true));
        String ticket = authorization == null ? null : authorization.value("/ticket");
        ApiResponse issued =
                ticket == null ? null : world.call(node, requests.authorizationIssue(ticket, subject, login));
        String code = issued == null ? null : issued.value("/authorizationCode");
        String access = Requests.accessToken(issued);
        world.tell(code == null ? "no code" : access == null ? "a code" : "a code and a token");
        if (code != null) {
            line.code(code, world.now(), fair && world.faults() == faults);
        }
        if (access != null) {
            world.truth().issued(line, access, null, true);
        }
    }

    @Override
    public String toString() {
        return subject + " logs in through node " + node + " by a code and a token, login " + login;
    }
}
