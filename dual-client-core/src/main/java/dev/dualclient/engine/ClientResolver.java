package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.custody.ClientAliases;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.CallFacts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which client a call belongs to, also where the call does not say so. Thread-safe. */
final class ClientResolver {

    private final ClientAliases owners;

    ClientResolver(ClientAliases owners) {
        this.owners = owners;
    }

    /** Returns all names of the client of a call: those that it uses, and those that custody knows beside them. */
    Set<String> of(CallFacts facts) {
        Set<String> names = new LinkedHashSet<>(facts.names().clients());
        facts.names().ofClients().forEach(name -> names.addAll(owners.of(name)));
        if (names.isEmpty() && facts.subject() != null) {
            names.addAll(owners.of(facts.subject()));
        }
        return names;
    }

    /** Learns the owners of credentials from accepted calls. The caller of a kill need not be the owner. */
    void learn(CallFacts facts, List<Attempt> attempts) {
        if (facts.kind().effect() != Effect.KILL) {
            attempts.stream()
                    .filter(attempt -> attempt.outcome() == Outcome.ACCEPTED)
                    .forEach(attempt -> learn(facts, attempt));
        }
    }

    private void learn(CallFacts facts, Attempt attempt) {
        Operation operation = facts.call().operation();
        List<Credential> shown = new ArrayList<>(AnswerContents.credentials(operation, attempt));
        if (facts.subject() != null) {
            shown.add(facts.subject());
        }
        Parties revealed = facts.names().and(AnswerContents.names(operation, attempt));
        owners.learn(shown, revealed.clients().isEmpty() ? Parties.ofClients(of(facts)) : revealed);
    }
}
