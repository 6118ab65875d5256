package dev.dualclient.engine;

import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells custody, before the caller is answered, what the attempts of a call have shown. */
final class Remembrance {

    private static final Locator ROW_ID = Locator.of("/tokenId");

    private final Custody custody;

    Remembrance(Custody custody) {
        this.custody = custody;
    }

    /**
     * Remembers what a call has shown.
     *
     * @param attempts what each backend said
     */
    void of(Question question, List<Attempt> attempts) {
        boolean accepted = false;
        for (Attempt attempt : attempts) {
            accepted |= attempt.outcome() == Outcome.ACCEPTED;
        }
        for (Attempt attempt : attempts) {
            // A refusal that a rule has overridden is not to be the final word the next time.
            if (!accepted || attempt.outcome() != Outcome.REFUSED) {
                of(question, attempt);
            }
        }
    }

    private void of(Question question, Attempt attempt) {
        boolean done = attempt.outcome() == Outcome.ACCEPTED && attempt.reason() != Reason.DONE_FOR_OWNER;
        if (attempt.side() == Side.PRIMARY && done) {
            client(question, attempt);
            if (!question.chosen().isEmpty()) {
                custody.chosen(Revealed.credentials(question.call().operation(), attempt));
            }
        }
        Credential subject = question.subject();
        if (subject != null && subject.kind() != CredentialKind.TICKET) {
            subject(question, subject, attempt);
        }
    }

    /**
     * Remembers what a call has brought, in this process and, if the store is there, for all nodes.
     *
     * @param row the row of what the call was about, as far as that was known
     */
    void brought(Question question, List<Attempt> attempts, TokenRow row) {
        for (Attempt attempt : attempts) {
            if (attempt.outcome() == Outcome.ACCEPTED) {
                brought(question, attempt, question.consumesCopied() ? row : TokenRow.NONE);
            }
        }
    }

    /** What comes back besides what was sent is new; what a read tells of was there before, maybe at both. */
    private void brought(Question question, Attempt attempt, TokenRow used) {
        Operation operation = question.call().operation();
        List<Credential> brought = Revealed.credentials(operation, attempt);
        tickets(brought, question.names().and(Revealed.names(operation, attempt)));
        rows(question, brought, attempt);
        brought.removeIf(credential -> credential.kind() == CredentialKind.TICKET
                || !question.consumesCopied() && credential.equals(question.subject()));
        if (question.kind().effect() == Effect.READ) {
            brought.forEach(credential -> custody.hint(credential, attempt.side()));
        } else if (question.chosen().isEmpty() || attempt.side() != Side.PRIMARY) {
            custody.issued(brought, used, attempt.side());
        }
    }

    /** Whose a ticket is, the answer to its use does not tell. */
    private void tickets(List<Credential> brought, Names names) {
        for (Credential credential : brought) {
            if (credential.kind() == CredentialKind.TICKET) {
                custody.owners().learn(List.of(credential), names);
            }
        }
    }

    /** Which tokens share a row, and by which id it can be named: a kill may name it by that, or by a hash. */
    private void rows(Question question, List<Credential> brought, Attempt attempt) {
        Operation operation = question.call().operation();
        ApiAnswer answer = attempt.answer();
        if (operation.equals(TokenList.OPERATION)) {
            TokenList.rows(answer).forEach(row -> custody.rows().listed(row.access(), row.refresh(), row.id()));
        }
        String id = answer == null ? null : answer.value(ROW_ID);
        if (id != null) {
            custody.rows().named(id, brought, question.kind().effect() == Effect.CREATE);
        }
    }

    private void client(Question question, Attempt attempt) {
        Operation operation = question.call().operation();
        if (!operation.authenticatesClient() && question.kind().kills() != Case.Kills.SECRET) {
            return; // neither shows that the primary holds the client's present secret
        }
        List<String> names = new ArrayList<>(question.names().clients());
        ApiAnswer answer = attempt.answer();
        if (answer != null) {
            operation.reveals().stream()
                    .map(answer::value)
                    .filter(Objects::nonNull)
                    .forEach(names::add);
        }
        custody.clientAuthenticated(names);
    }

    private void subject(Question question, Credential subject, Attempt attempt) {
        boolean accepted = attempt.outcome() == Outcome.ACCEPTED;
        if (question.kind().effect() == Effect.CONSUME && attempt.reason() != Reason.PENDING) {
            if (accepted && !subject.kind().copied()) {
                custody.spent(subject, attempt.side());
            }
        } else if (question.kind().effect() != Effect.KILL
                && subject.kind().copied()
                && attempt.side() == Side.PRIMARY) {
            if (accepted || recognised(question, attempt)) {
                custody.recognisedAtPrimary(subject, accepted);
            }
        } else if (question.kind().effect() != Effect.KILL && accepted) {
            custody.hint(subject, attempt.side());
        }
    }

    /** Whether a refusal shows that the backend holds the credential, and holds it for dead. */
    private static boolean recognised(Question question, Attempt attempt) {
        String existence = question.call().operation().reading().existence();
        ApiAnswer answer = attempt.answer();
        return answer != null
                && existence != null
                && "true".equals(answer.value(existence))
                && "false".equals(answer.value("/usable"));
    }
}
