package dev.dualclient.test.histories.step;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.test.histories.truth.Death;
import dev.dualclient.test.histories.truth.Token;
import dev.dualclient.test.histories.truth.Verdict;
import dev.dualclient.test.histories.world.Requests;
import dev.dualclient.test.histories.world.World;
import java.util.List;
import java.util.function.Predicate;

/** All tokens of a user, of a client, or of the grant of one to the other are killed. */
public record KillMany(int node, Death death, String subject) implements Step {

    @Override
    public void happen(World world) {
        if (world.owner().gone()) {
            return;
        }
        List<Token> before = world.truth().tokens();
        Requests requests = new Requests(world.scene().byAlias());
        Predicate<Token> ofSubject = token -> token.line().subject().equals(subject);
        Predicate<Token> ofClient = token -> token.line().app() == world.owner();
        ApiAnswer answer;
        Predicate<Token> concerned;
        switch (death) {
            case KILLED_BY_SUBJECT -> {
                concerned = ofSubject;
                answer = world.call(node, requests.revokeAllOf(subject));
            }
            case KILLED_BY_CLIENT -> {
                concerned = ofClient;
                answer = world.call(node, requests.revokeAllOf(world.owner()));
            }
            default -> {
                concerned = ofSubject.and(ofClient);
                answer = world.call(node, requests.withdraw(world.owner(), subject));
            }
        }
        Verdict verdict = Verdict.ofStatus(answer);
        world.tell(verdict);
        world.truth().killed(concerned, death, verdict, before);
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
