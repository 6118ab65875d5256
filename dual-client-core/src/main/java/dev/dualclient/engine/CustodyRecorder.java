package dev.dualclient.engine;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Records in custody what the attempts of a call have shown, before the caller gets the answer. */
final class CustodyRecorder {

    private static final Locator ROW_ID = Locator.of("/tokenId");

    private final Custody custody;

    CustodyRecorder(Custody custody) {
        this.custody = custody;
    }

    /**
     * Records the attempts of a call.
     *
     * @param attempts how each backend answered
     */
    void of(CallFacts facts, List<Attempt> attempts) {
        boolean accepted = false;
        for (Attempt attempt : attempts) {
            accepted |= attempt.outcome() == Outcome.ACCEPTED;
        }
        for (Attempt attempt : attempts) {
            // A refusal that a rule has overridden must not be recorded as final.
            if (!accepted || attempt.outcome() != Outcome.REFUSED) {
                of(facts, attempt);
            }
        }
    }

    private void of(CallFacts facts, Attempt attempt) {
        boolean done = attempt.outcome() == Outcome.ACCEPTED && attempt.reason() != Reason.DONE_FOR_OWNER;
        if (attempt.side() == Side.PRIMARY && done) {
            client(facts, attempt);
            if (!facts.chosen().isEmpty()) {
                custody.issued().chosen(AnswerContents.credentials(facts.call().operation(), attempt));
            }
        }
        Credential subject = facts.subject();
        if (subject != null && subject.kind() != CredentialKind.TICKET) {
            subject(facts, subject, attempt);
        }
    }

    /**
     * Remembers what a call has returned, in this process and, if the store is there, for all nodes.
     *
     * @param row the row of what the call was about, as far as that was known
     */
    void returned(CallFacts facts, List<Attempt> attempts, TokenRow row) {
        for (Attempt attempt : attempts) {
            if (attempt.outcome() == Outcome.ACCEPTED) {
                returned(facts, attempt, facts.consumesCopied() ? row : TokenRow.NONE);
            }
        }
    }

    /** Records the credentials of an answer: those of a read existed before, maybe at both backends; others are new. */
    private void returned(CallFacts facts, Attempt attempt, TokenRow used) {
        Operation operation = facts.call().operation();
        List<Credential> returned = AnswerContents.credentials(operation, attempt);
        tickets(returned, facts.names().and(AnswerContents.names(operation, attempt)));
        rows(facts, returned, attempt);
        returned.removeIf(credential ->
                credential.kind() == CredentialKind.TICKET || !facts.consumesCopied() && isSubject(credential, facts));
        if (facts.kind().effect() == Effect.READ) {
            returned.forEach(credential -> custody.hint(credential, attempt.side()));
        } else if (facts.chosen().isEmpty() || attempt.side() != Side.PRIMARY) {
            custody.issued().issued(returned, used, attempt.side());
        }
    }

    /** It may be named by its hash alone. */
    private boolean isSubject(Credential credential, CallFacts facts) {
        Credential subject = facts.subject();
        return subject != null && custody.key(credential).equals(custody.key(subject));
    }

    /** Remembers the client of a ticket: the answer to its later use does not name it. */
    private void tickets(List<Credential> returned, Parties names) {
        for (Credential credential : returned) {
            if (credential.kind() == CredentialKind.TICKET) {
                custody.owners().learn(List.of(credential), names);
            }
        }
    }

    /** Remembers which tokens share a row, and the id of the row: a revocation may name that, or a hash. */
    private void rows(CallFacts facts, List<Credential> returned, Attempt attempt) {
        Operation operation = facts.call().operation();
        ApiResponse answer = attempt.answer();
        if (operation.equals(TokenList.OPERATION)) {
            TokenList.rows(answer)
                    .forEach(row -> custody.rows().listed(row.access(), row.refresh(), row.id(), row.holder()));
        }
        String id = answer == null ? null : answer.value(ROW_ID);
        if (id != null) {
            custody.rows().named(id, returned, facts.kind().effect() == Effect.CREATE);
        }
    }

    private void client(CallFacts facts, Attempt attempt) {
        Operation operation = facts.call().operation();
        if (!operation.authenticatesClient() && facts.kind().kills() != Case.Kills.SECRET) {
            return; // neither shows that the primary holds the client's present secret
        }
        List<String> names = new ArrayList<>(facts.names().clients());
        ApiResponse answer = attempt.answer();
        if (answer != null) {
            operation.reveals().stream()
                    .map(answer::value)
                    .filter(Objects::nonNull)
                    .forEach(names::add);
        }
        custody.clientAuthenticated(names);
    }

    private void subject(CallFacts facts, Credential subject, Attempt attempt) {
        boolean accepted = attempt.outcome() == Outcome.ACCEPTED;
        if (facts.kind().effect() == Effect.CONSUME && attempt.reason() != Reason.PENDING) {
            if (accepted && !subject.kind().copied()) {
                custody.claims().spent(subject, attempt.side());
            }
        } else if (facts.kind().effect() != Effect.KILL && subject.kind().copied() && attempt.side() == Side.PRIMARY) {
            if (accepted || recognised(facts, attempt)) {
                custody.recognisedAtPrimary(subject, accepted);
            }
        } else if (facts.kind().effect() != Effect.KILL && accepted) {
            custody.hint(subject, attempt.side());
        }
    }

    /** Whether a refusal shows that the backend knows the credential, but considers it unusable. */
    private static boolean recognised(CallFacts facts, Attempt attempt) {
        String existence = facts.call().operation().reading().existence();
        ApiResponse answer = attempt.answer();
        return answer != null
                && existence != null
                && "true".equals(answer.value(existence))
                && "false".equals(answer.value("/usable"));
    }
}
