package dev.dualclient.test.histories.step;

import dev.dualclient.operation.Side;
import dev.dualclient.test.histories.truth.Pair;
import dev.dualclient.test.histories.truth.Presentation;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.List;

/**
 * A token is exchanged (RFC 8693), with another one as that of the actor.
 *
 * @param actor the login of the actor's token
 */
public record Exchange(int node, int login, Which which, int actor, Which actors) implements Step {

    @Override
    public void happen(World world) {
        Pair subjects = which.of(world.login(login));
        Pair acting = actors.of(world.login(actor));
        if (subjects == null || acting == null) {
            return;
        }
        List<Side> asked = world.asked(node);
        Presentation subject = world.truth().presents(subjects.access());
        Presentation actor = world.truth().presents(acting.access());
        Verdict verdict = Verdict.ofAction(
                world.call(
                        node,
                        new Requests(world.scene().byAlias())
                                .exchange(
                                        world.owner(),
                                        subjects.access().value(),
                                        acting.access().value())),
                "TOKEN_EXCHANGE");
        world.tell(verdict);
        if (verdict == Verdict.ACCEPTED) { // else it is not told which of the two is refused
            world.truth().answered(subject, verdict, asked);
            world.truth().answered(actor, verdict, asked);
        }
    }

    @Override
    public String toString() {
        return "node " + node + " exchanges the " + which + " access token of login " + login + ", the actor's is the "
                + actors + " of login " + actor;
    }
}
