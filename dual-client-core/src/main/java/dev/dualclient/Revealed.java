package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.Attempt;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Names;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an answer tells: the credentials that it brings, and whom it names. */
final class Revealed {

    private Revealed() {}

    /** Returns the credentials that an answer brings. */
    static List<Credential> credentials(Operation operation, Attempt attempt) {
        ApiAnswer answer = attempt.answer();
        List<Credential> brought = new ArrayList<>();
        if (answer != null) {
            for (Operation.Named named : operation.brings()) {
                String value = answer.value(named.at());
                if (value != null) {
                    brought.add(new Credential(named.kind(), value));
                }
            }
        }
        return brought;
    }

    /** Returns whom an answer names. */
    static Names names(Operation operation, Attempt attempt) {
        ApiAnswer answer = attempt.answer();
        if (answer == null) {
            return Names.NONE;
        }
        String grant = credentials(operation, attempt).stream()
                .filter(credential -> credential.kind() == CredentialKind.GRANT_ID)
                .map(Credential::value)
                .findFirst()
                .orElse(null);
        return new Names(all(operation.reveals(), answer), first(operation.revealsSubject(), answer), grant);
    }

    private static List<String> all(List<Locator> places, ApiAnswer answer) {
        return places.stream().map(answer::value).filter(Objects::nonNull).toList();
    }

    private static @Nullable String first(List<Locator> places, ApiAnswer answer) {
        return all(places, answer).stream().findFirst().orElse(null);
    }
}
