package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.Owners;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which client a call belongs to, also where the call does not say so. Thread-safe. */
final class Clientele {

    private final Owners owners;

    Clientele(Owners owners) {
        this.owners = owners;
    }

    /** Returns all names of the client of a call: those that it uses, and those that custody knows beside them. */
    Set<String> of(Question question) {
        Set<String> names = new LinkedHashSet<>(question.names().clients());
        question.names().ofClients().forEach(name -> names.addAll(owners.of(name)));
        if (names.isEmpty() && question.subject() != null) {
            names.addAll(owners.of(question.subject()));
        }
        return names;
    }

    /** Learns from what was accepted whose it is. Who ends a token need not be its client. */
    void learn(Question question, List<Attempt> attempts) {
        if (question.kind().effect() != Effect.KILL) {
            attempts.stream()
                    .filter(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                    .forEach(attempt -> learn(question, attempt));
        }
    }

    private void learn(Question question, Attempt attempt) {
        Operation operation = question.call().operation();
        List<Credential> shown = new ArrayList<>(Revealed.credentials(operation, attempt));
        if (question.subject() != null) {
            shown.add(question.subject());
        }
        Names revealed = question.names().and(Revealed.names(operation, attempt));
        owners.learn(shown, revealed.clients().isEmpty() ? Names.ofClients(of(question)) : revealed);
    }
}
