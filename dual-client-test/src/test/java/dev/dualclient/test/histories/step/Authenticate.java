package dev.dualclient.test.histories.step;

import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.AppTruth;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;

/**
 * The client asks for a token of its own.
 *
 * @param formerly whether it presents the secret that was replaced last
 */
public record Authenticate(int node, boolean formerly) implements Step {

    @Override
    public void happen(World world) {
        App app = world.owner();
        String secret = formerly ? app.formerSecret() : app.secret();
        if (secret != null && !app.isPublic()) {
            App.State before = app.state();
            Verdict verdict = Verdict.ofAction(
                    world.call(node, new Requests(world.scene().byAlias()).clientCredentials(app, secret)), "OK");
            world.tell(verdict);
            AppTruth.authenticated(
                    app, before, formerly, secret, verdict, world.askedForNew(node), world.withoutStore());
        }
    }

    @Override
    public String toString() {
        return "node " + node + ": the client authenticates by " + (formerly ? "the replaced secret" : "its secret");
    }
}
