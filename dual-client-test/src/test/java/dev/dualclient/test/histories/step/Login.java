package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Line;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import org.jspecify.annotations.Nullable;

/**
 * A user logs in.
 *
 * @param node the node, unless it is {@link #BEFORE}
 * @param login the number of the login
 * @param subject the user
 * @param byCode whether that brings a code, to be redeemed, and not tokens yet
 */
public record Login(int node, int login, String subject, boolean byCode) implements Step {

    /** The secondary itself, as it was called before Dual Client was there. */
    public static final int BEFORE = -1;

    @Override
    public void happen(World world) {
        boolean gone = node == BEFORE && world.isAlone();
        if (gone || world.owner().state() == App.State.GONE || world.login(login) != null) {
            return;
        }
        Line line = world.truth().begins(new Line(login, world.owner(), subject));
        if (byCode) {
            code(world, line);
        } else {
            tokens(world, line);
        }
    }

    private void tokens(World world, Line line) {
        ApiResponse created =
                call(world, new Requests(world.scene().byAlias()).tokenCreate(line.app(), subject, login));
        String access = Requests.accessToken(created);
        world.tell(Verdict.ofAction(created, "OK"));
        if (created != null && access != null) {
            world.truth().issued(line, access, created.value("/refreshToken"), node != BEFORE);
        }
    }

    private void code(World world, Line line) {
        boolean fair = world.allIsWell(Stage.PRIMARY_FIRST);
        int faults = world.faults(); // what happens at once may bring a fault that befalls this login
        Requests requests = new Requests(world.scene().byAlias());
        ApiResponse authorization = call(world, requests.authorization(line.app(), false));
        String ticket = authorization == null ? null : authorization.value("/ticket");
        if (ticket == null) {
            world.tell("no ticket");
            return;
        }
        ApiResponse issued = call(world, requests.authorizationIssue(ticket, subject, login));
        String code = issued == null ? null : issued.value("/authorizationCode");
        world.tell(code == null ? "no code" : "a code");
        if (code != null) {
            line.code(code, world.now(), fair && world.faults() == faults && node != BEFORE);
        }
    }

    private @Nullable ApiResponse call(World world, dev.dualclient.call.ApiCall call) {
        return node == BEFORE ? world.ask(Side.SECONDARY, call) : world.call(node, call);
    }

    @Override
    public String toString() {
        String where = node == BEFORE ? "at the secondary itself" : "through node " + node;
        return subject + " logs in " + where + (byCode ? " by a code" : "") + ", login " + login;
    }
}
