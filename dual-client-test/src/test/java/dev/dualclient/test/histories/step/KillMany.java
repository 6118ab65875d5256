package dev.dualclient.test.histories.step;

import dev.dualclient.call.ApiCall;
import dev.dualclient.test.histories.truth.App;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.truth.Kill;
import dev.dualclient.test.histories.truth.Token;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.function.Predicate;

/** All tokens of a user, of a client, or of the grant of one to the other are killed. */
public record KillMany(int node, Death death, String subject) implements Step {

    @Override
    public void happen(World world) {
        App app = world.owner();
        if (app.state() == App.State.GONE) {
            return;
        }
        Requests requests = new Requests(world.scene().byAlias());
        Predicate<Token> ofSubject = token -> token.line().subject().equals(subject);
        Predicate<Token> ofClient = token -> token.line().app() == app;
        switch (death) {
            case KILLED_BY_SUBJECT -> kill(world, ofSubject, requests.revokeAllOf(subject));
            case KILLED_BY_CLIENT -> kill(world, ofClient, requests.revokeAllOf(app));
            default -> kill(world, ofSubject.and(ofClient), requests.withdraw(app, subject));
        }
    }

    private void kill(World world, Predicate<Token> concerned, ApiCall call) {
        Kill kill = world.truth().kills(concerned, death);
        Verdict verdict = Verdict.ofStatus(world.call(node, call));
        world.tell(verdict);
        world.truth().killed(kill, verdict);
    }

    @Override
    public String toString() {
        return "node " + node + " kills all tokens "
                + switch (death) {
                    case KILLED_BY_SUBJECT -> "of " + subject;
                    case KILLED_BY_CLIENT -> "of the client";
                    default -> "of " + subject + " for the client";
                };
    }
}
