package dev.dualclient.engine;

import dev.dualclient.call.ApiAnswer;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Judgement;
import dev.dualclient.custody.Names;
import dev.dualclient.custody.Verdict;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an acceptance is believed: a backend may have accepted a late copy of something that was killed, or may not
 * know yet of a kill. Thread-safe.
 */
final class Acceptance {

    private static final Operation CLIENT_GET = Catalogue.operation("client-get");
    private static final Operation CLIENT_DELETE = Catalogue.operation("client-delete");

    private final Custody custody;
    private final LookUp lookUp;
    private final LateCopies lateCopies;
    private final Delivery delivery;

    Acceptance(Custody custody, LookUp lookUp, LateCopies lateCopies, Delivery delivery) {
        this.custody = custody;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.delivery = delivery;
    }

    /** Returns the attempt if it may be believed, and else what is to be said in its place. */
    Attempt judged(Question question, Attempt attempt, Course course) {
        boolean accepted = attempt.outcome() == Outcome.ACCEPTED
                && attempt.reason() != Reason.PENDING
                && attempt.reason() != Reason.SERVED_STALE;
        if (!accepted) {
            return attempt;
        }
        Operation operation = question.call().operation();
        Names told = question.names().and(Revealed.names(operation, attempt));
        Side side = attempt.side();
        Effect effect = question.kind().effect();
        List<Credential> brought = effect == Effect.READ ? List.of() : Revealed.credentials(operation, attempt);
        boolean issues = issues(question, brought);
        boolean ofNobody = issues && told.clients().isEmpty();
        return judged(
                question, attempt, course, brought, ofNobody ? told.and(owner(question, brought, side, course)) : told);
    }

    private Attempt judged(
            Question question, Attempt attempt, Course course, List<Credential> brought, Names revealed) {
        Side side = attempt.side();
        boolean issues = issues(question, brought);
        boolean tellsNothingNew = question.tokens().isEmpty() && revealed.namesSameAs(question.names());
        if (tellsNothingNew && !issues) {
            return attempt;
        }
        Sentence sentence = sentence(question, brought, revealed, attempt);
        Judgement judgement = sentence.judgement();
        if (judgement.verdict() == Verdict.OF_DELETED_CLIENT && revealed.id() == null && !tellsNothingNew) {
            String id = lookedUp(revealed, side, course);
            if (id != null) { // the number of a deleted client may be the alias of this one
                return judged(question, attempt, course, brought, revealed.and(new Names(List.of(), null, null, id)));
            }
        }
        // All this was looked at before it was asked; who has issued since must not be followed by another who does.
        boolean stands = tellsNothingNew && judgement.verdict() != Verdict.UNSETTLED;
        Verdict verdict = stands ? Verdict.FINE : judgement.verdict();
        if (issues && verdict == Verdict.FINE) {
            custody.mark(brought, judgement.earlierKills(), side);
        }
        return switch (verdict) {
            case FINE -> attempt;
            case OWED -> afterDelivery(question, judgement, Attempt.notSent(side, Reason.OWES), course);
            case UNSETTLED -> afterDelivery(question, judgement, Attempt.notSent(side, Reason.UNSETTLED), course);
            case DEAD -> afterKilling(question, sentence.token(), attempt, course);
            case OF_DELETED_CLIENT -> afterDeleting(question, revealed, attempt, course);
        };
    }

    /**
     * Whom something was issued to of which neither the request nor the answer tells a client: a mark needs that. What
     * this process knows of the ticket will do; a token of a new value may come from a late copy, and has to be asked about.
     */
    private Names owner(Question question, List<Credential> brought, Side side, Course course) {
        Credential subject = question.subject();
        List<String> clients = subject == null || subject.kind() != CredentialKind.TICKET
                ? List.of()
                : custody.owners().of(subject);
        return clients.isEmpty()
                ? brought.stream()
                        .filter(Acceptance::isToken)
                        .findFirst()
                        .map(token -> lookUp.ownerOfIssued(token, side, course))
                        .orElse(Names.NONE)
                : Names.ofClients(clients);
    }

    private static boolean issues(Question question, List<Credential> brought) {
        Effect effect = question.kind().effect();
        return (effect == Effect.CREATE || effect == Effect.CONSUME)
                && brought.stream().anyMatch(credential -> credential.kind().copied());
    }

    /** What is said of an acceptance, and because of which token, if because of one. */
    private record Sentence(Judgement judgement, @Nullable Credential token) {}

    /** Judges by every token that the request names: what speaks against one speaks against all of it. */
    private Sentence sentence(Question question, List<Credential> brought, Names revealed, Attempt attempt) {
        List<Question.Token> tokens = question.tokens();
        Sentence first = null;
        for (Question.Token token : tokens) {
            Names owner = Revealed.owner(token, attempt);
            Sentence sentence = new Sentence(
                    owner.isEmpty()
                            ? custody.judge(token.credential(), brought, revealed, attempt.side())
                            : custody.judge(token.credential(), List.of(), owner, attempt.side()),
                    token.credential());
            if (sentence.judgement().verdict() != Verdict.FINE) {
                return sentence;
            }
            first = first == null && owner.isEmpty() ? sentence : first;
        }
        return first != null ? first : new Sentence(custody.judge(null, brought, revealed, attempt.side()), null);
    }

    /** What is owed is delivered, if that is possible now; then the backend can be asked again, and believed. */
    private Attempt afterDelivery(Question question, Judgement judgement, Attempt otherwise, Course course) {
        boolean read = question.kind().effect() == Effect.READ;
        return delivery.tryAtOnce(judgement.debts(), course) && read
                ? judged(question, course.ask(otherwise.side(), question.call()), course)
                : otherwise;
    }

    private Attempt afterKilling(Question question, @Nullable Credential token, Attempt attempt, Course course) {
        if (question.kind().effect() == Effect.READ && token != null) {
            return lateCopies.killedAndAskedAgain(attempt.side(), token, question, course);
        }
        boolean gone = killedWhatItBrought(question, attempt, course);
        if (token != null && question.kind().effect() == Effect.CREATE) { // it has not used the token up
            gone &= lateCopies.kill(attempt.side(), token, course);
        }
        boolean refusable = gone && question.subject() != null; // a backend can refuse only what the request is about
        return Attempt.notSent(attempt.side(), refusable ? Reason.USED_UP : Reason.LATE_COPY);
    }

    private boolean killedWhatItBrought(Question question, Attempt attempt, Course course) {
        boolean gone = true;
        for (Credential brought : Revealed.credentials(question.call().operation(), attempt)) {
            gone &= !isToken(brought) || lateCopies.kill(attempt.side(), brought, course);
        }
        return gone;
    }

    private Attempt afterDeleting(Question question, Names revealed, Attempt attempt, Course course) {
        Side side = attempt.side();
        killedWhatItBrought(question, attempt, course);
        boolean gone = true;
        for (String client : revealed.byId().clients()) {
            if (custody.kills().isDeletedClient(client)) {
                Outcome deletion = course.ask(
                                side,
                                ApiCall.of(CLIENT_DELETE)
                                        .path("clientId", client)
                                        .build())
                        .outcome();
                gone &= deletion == Outcome.ACCEPTED || deletion == Outcome.UNRECOGNIZED;
            }
        }
        Attempt again = gone ? course.ask(side, question.call()) : attempt;
        return again.outcome() == Outcome.ACCEPTED ? Attempt.notSent(side, Reason.LATE_COPY) : again;
    }

    /** Asks for the id of a client of which nobody has told more than what it was called by. */
    private static @Nullable String lookedUp(Names names, Side side, Course course) {
        for (String client : names.byId().clients()) {
            ApiAnswer answer = course.ask(
                            side,
                            ApiCall.of(CLIENT_GET).path("clientId", client).build())
                    .answer();
            String id = answer == null ? null : answer.value("/clientId");
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static boolean isToken(Credential credential) {
        return credential.kind() == CredentialKind.ACCESS_TOKEN || credential.kind() == CredentialKind.REFRESH_TOKEN;
    }
}
