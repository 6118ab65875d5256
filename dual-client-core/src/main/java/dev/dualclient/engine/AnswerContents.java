package dev.dualclient.engine;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.CallFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an answer tells: the credentials that it brings, and whom it names. */
final class AnswerContents {

    private AnswerContents() {}

    /** Returns the credentials that an answer brings. */
    static List<Credential> credentials(Operation operation, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        List<Credential> returned = new ArrayList<>();
        if (answer != null) {
            for (Operation.Named named : operation.brings()) {
                String value = answer.value(named.at());
                if (value != null && !value.isEmpty()) {
                    returned.add(new Credential(named.kind(), value));
                }
            }
        }
        return returned;
    }

    /** Returns whom an answer names. */
    static Parties names(Operation operation, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        if (answer == null) {
            return Parties.NONE;
        }
        String grant = null;
        for (Operation.Named named : operation.brings()) {
            if (grant == null && named.kind() == CredentialKind.GRANT_ID) {
                grant = answer.value(named.at());
            }
        }
        List<String> subjects = all(operation.revealsSubject(), answer);
        return new Parties(
                all(operation.reveals(), answer),
                subjects.isEmpty() ? null : subjects.get(0),
                grant,
                id(operation, answer));
    }

    /** Returns the id of the client: what a backend calls so is never an alias. */
    private static @Nullable String id(Operation operation, ApiResponse answer) {
        for (Locator place : operation.reveals()) {
            boolean ofId = place instanceof Locator.Body body && body.pointer().endsWith("/clientId");
            String value = ofId ? answer.value(place) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Returns whose a token is, where an answer tells that by an object of its own; nobody otherwise. */
    static Parties owner(CallFacts.Token token, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        String pointer = token.owner();
        if (answer == null || pointer == null) {
            return Parties.NONE;
        }
        List<String> clients = Stream.of("/clientId", "/clientIdAlias", "/clientEntityId")
                .map(name -> answer.value(pointer + name))
                .filter(Objects::nonNull)
                .toList();
        return new Parties(clients, answer.value(pointer + "/subject"), null, answer.value(pointer + "/clientId"));
    }

    private static List<String> all(List<Locator> places, ApiResponse answer) {
        List<String> values = new ArrayList<>(places.size());
        for (Locator place : places) {
            String value = answer.value(place);
            if (value != null && !value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
