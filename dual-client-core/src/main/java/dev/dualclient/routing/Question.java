package dev.dualclient.routing;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call as the decision sees it. Immutable.
 *
 * @param call what is sent: the caller's call with its ticket as the backend knows it
 * @param kind which case of its operation it is
 * @param subject the one credential that it is about, {@code null} if it names none
 * @param subjectAt where that credential stands
 * @param tagged whether it came with a ticket that the primary issued
 * @param clients the names that it gives its client: id, alias or entity id
 * @param spends whether a repeat would be refused as a replay
 */
public record Question(
        ApiCall call,
        Case kind,
        @Nullable Credential subject,
        @Nullable Locator subjectAt,
        boolean tagged,
        List<String> clients,
        boolean spends) {

    /** Reads a call. */
    public static Question of(ApiCall given) {
        Operation operation = given.operation();
        Operation.Named named = operation.namedIn(given::value).stream()
                .filter(name -> given.value(name.at()) != null)
                .min(Comparator.comparing(Operation.Named::kind))
                .orElse(null);
        ApiCall sent = given;
        Credential subject = null;
        boolean tagged = false;
        if (named != null) {
            String value = Objects.requireNonNull(given.value(named.at()));
            if (named.kind() == CredentialKind.TICKET && TicketTag.isTagged(value)) {
                tagged = true;
                value = TicketTag.untagged(value);
                sent = given.with(named.at(), value);
            }
            subject = new Credential(named.kind(), value);
        }
        ApiCall call = sent;
        return new Question(
                call,
                call.kind(),
                subject,
                named == null ? null : named.at(),
                tagged,
                operation.clients().stream()
                        .map(call::value)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                operation.spends().stream().anyMatch(at -> call.value(at) != null));
    }

    /** Whether a credential that both backends may hold would be used up, so that it has to be claimed first. */
    public boolean consumesCopied() {
        return kind.effect() == Effect.CONSUME
                && subject != null
                && subject.kind().copied();
    }

    /** Returns this question about another value of its subject. */
    public Question about(String value) {
        Credential current = Objects.requireNonNull(subject);
        Locator at = Objects.requireNonNull(subjectAt);
        return new Question(
                call.with(at, value), kind, new Credential(current.kind(), value), at, tagged, clients, spends);
    }
}
