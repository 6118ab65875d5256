package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.AcceptanceDecision;
import dev.dualclient.custody.AcceptanceVerdict;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Parties;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.CallFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether an acceptance can be trusted: a backend may have accepted a late copy of a killed token, or may not
 * have received a kill yet. Thread-safe.
 */
final class AcceptanceCheck {

    private static final Operation CLIENT_GET = Catalogue.operation("client-get");
    private static final Operation CLIENT_DELETE = Catalogue.operation("client-delete");

    private final Custody custody;
    private final TokenLookUp lookUp;
    private final LateCopies lateCopies;
    private final Delivery delivery;

    AcceptanceCheck(Custody custody, TokenLookUp lookUp, LateCopies lateCopies, Delivery delivery) {
        this.custody = custody;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.delivery = delivery;
    }

    /**
     * Returns the attempt if it can be trusted, or else the attempt that takes its place.
     *
     * @param before the custody status of the subject before the call was sent
     */
    Attempt judged(CallFacts facts, Attempt attempt, CustodyStatus before, CallContext context) {
        boolean accepted = attempt.outcome() == Outcome.ACCEPTED
                && attempt.reason() != Reason.UNDELIVERED
                && attempt.reason() != Reason.SERVED_STALE;
        if (!accepted) {
            return attempt;
        }
        Operation operation = facts.call().operation();
        Parties told = facts.names().and(AnswerContents.names(operation, attempt));
        Side side = attempt.side();
        Effect effect = facts.kind().effect();
        List<Credential> returned = effect == Effect.READ ? List.of() : AnswerContents.credentials(operation, attempt);
        boolean issues = issues(facts, returned);
        boolean ofNobody = issues && told.clients().isEmpty();
        return judged(
                facts,
                attempt,
                before,
                context,
                returned,
                ofNobody ? told.and(owner(facts, returned, side, context)) : told);
    }

    private Attempt judged(
            CallFacts facts,
            Attempt attempt,
            CustodyStatus before,
            CallContext context,
            List<Credential> returned,
            Parties revealed) {
        Side side = attempt.side();
        boolean issues = issues(facts, returned);
        boolean tellsNothingNew = facts.tokens().isEmpty() && revealed.namesSameAs(facts.names());
        if (tellsNothingNew && !issues) {
            return attempt;
        }
        Sentence sentence = sentence(facts, returned, revealed, attempt);
        AcceptanceDecision decision = sentence.decision();
        if (decision.verdict() == AcceptanceVerdict.OF_DELETED_CLIENT && revealed.id() == null && !tellsNothingNew) {
            String id = lookedUp(revealed, side, context);
            if (id != null) { // the number of a deleted client may be the alias of this one
                return judged(
                        facts,
                        attempt,
                        before,
                        context,
                        returned,
                        revealed.and(new Parties(List.of(), null, null, id)));
            }
        }
        // These parties were checked before the call. Only UNSETTLED still counts: during a kill, two calls must not
        // both issue.
        boolean stands = tellsNothingNew && decision.verdict() != AcceptanceVerdict.UNSETTLED;
        AcceptanceVerdict verdict = stands ? AcceptanceVerdict.FINE : decision.verdict();
        if (issues && verdict == AcceptanceVerdict.FINE) {
            custody.issued().mark(returned, decision.earlierKills(), side);
        }
        return switch (verdict) {
            case FINE -> attempt;
            case PENDING -> afterDelivery(facts, decision, Attempt.notSent(side, Reason.UNDELIVERED), before, context);
            case UNSETTLED -> afterDelivery(facts, decision, Attempt.notSent(side, Reason.UNSETTLED), before, context);
            case DEAD -> afterKilling(facts, sentence.token(), attempt, before, context);
            case OF_DELETED_CLIENT -> afterDeleting(facts, revealed, attempt, context);
        };
    }

    /**
     * Returns the client that something was issued to, if neither the request nor the answer names one. The client is
     * needed to mark new tokens as issued after an earlier bulk kill. For a ticket, the memory of this process
     * suffices. A token with a new value may come from a late copy, so the backend is asked.
     */
    private Parties owner(CallFacts facts, List<Credential> returned, Side side, CallContext context) {
        Credential subject = facts.subject();
        List<String> clients = subject == null || subject.kind() != CredentialKind.TICKET
                ? List.of()
                : custody.owners().of(subject);
        return clients.isEmpty()
                ? returned.stream()
                        .filter(credential -> credential.kind().isToken())
                        .findFirst()
                        .map(token -> lookUp.ownerOfIssued(token, side, context))
                        .orElse(Parties.NONE)
                : Parties.ofClients(clients);
    }

    private static boolean issues(CallFacts facts, List<Credential> returned) {
        Effect effect = facts.kind().effect();
        return (effect == Effect.CREATE || effect == Effect.CONSUME)
                && returned.stream().anyMatch(credential -> credential.kind().copied());
    }

    /** The decision about an acceptance, and the token that led to it, {@code null} if none did. */
    private record Sentence(
            AcceptanceDecision decision, @Nullable Credential token) {}

    /** Judges every token that the request names: if one of them is rejected, the whole request is. */
    private Sentence sentence(CallFacts facts, List<Credential> returned, Parties revealed, Attempt attempt) {
        List<CallFacts.Token> tokens = facts.tokens();
        Sentence first = null;
        for (CallFacts.Token token : tokens) {
            Parties owner = AnswerContents.owner(token, attempt);
            Sentence sentence = new Sentence(
                    owner.isEmpty()
                            ? custody.judge(token.credential(), returned, revealed, attempt.side())
                            : custody.judge(token.credential(), List.of(), owner, attempt.side()),
                    token.credential());
            if (sentence.decision().verdict() != AcceptanceVerdict.FINE) {
                return sentence;
            }
            first = first == null && owner.isEmpty() ? sentence : first;
        }
        return first != null ? first : new Sentence(custody.judge(null, returned, revealed, attempt.side()), null);
    }

    /** Tries to deliver the pending rows. If that succeeds, a read is repeated, and its answer can be trusted. */
    private Attempt afterDelivery(
            CallFacts facts,
            AcceptanceDecision decision,
            Attempt otherwise,
            CustodyStatus before,
            CallContext context) {
        boolean read = facts.kind().effect() == Effect.READ;
        return delivery.tryAtOnce(decision.entries(), context) && read
                ? judged(facts, context.ask(otherwise.side(), facts.call()), before, context)
                : otherwise;
    }

    private Attempt afterKilling(
            CallFacts facts, @Nullable Credential token, Attempt attempt, CustodyStatus before, CallContext context) {
        if (facts.kind().effect() == Effect.READ && token != null) {
            return lateCopies.killedAndAskedAgain(attempt.side(), token, facts, context);
        }
        boolean gone = killed(newlyReturned(facts, attempt, before), attempt.side(), context);
        if (token != null && facts.kind().effect() == Effect.CREATE) { // it has not used the token up
            gone &= lateCopies.kill(attempt.side(), token, context);
        }
        boolean refusable = gone && facts.subject() != null; // a backend can refuse only what the request is about
        return Attempt.notSent(attempt.side(), refusable ? Reason.USED_UP : Reason.LATE_COPY);
    }

    private boolean killed(List<Credential> tokens, Side side, CallContext context) {
        boolean gone = true;
        for (Credential token : tokens) {
            gone &= lateCopies.kill(side, token, context);
        }
        return gone;
    }

    /**
     * Returns the tokens of an answer that are new. A backend that repeats an earlier answer returns nothing new: its tokens
     * may be alive, and used. A repeat is recognized by the successor of what was used up. Of tokens that the primary alone
     * holds no successor is recorded; there, a token that custody knows already shows a repeat.
     */
    private List<Credential> newlyReturned(CallFacts facts, Attempt attempt, CustodyStatus before) {
        boolean recorded = !before.isOfPrimaryAlone();
        return before.level() == CustodyLevel.SPENT
                ? List.of()
                : tokensReturned(facts, attempt).stream()
                        .filter(token -> recorded || !isKnownToLive(token))
                        .toList();
    }

    private boolean isKnownToLive(Credential token) {
        CustodySnapshot known = custody.of(token, Parties.NONE);
        CustodyLevel level = known.status().level();
        boolean issuedBefore = level != CustodyLevel.UNKNOWN || known.row().isWhole();
        return issuedBefore && level.compareTo(CustodyLevel.CLAIMED) < 0;
    }

    private static List<Credential> tokensReturned(CallFacts facts, Attempt attempt) {
        return AnswerContents.credentials(facts.call().operation(), attempt).stream()
                .filter(credential -> credential.kind().isToken())
                .toList();
    }

    private Attempt afterDeleting(CallFacts facts, Parties revealed, Attempt attempt, CallContext context) {
        Side side = attempt.side();
        killed(tokensReturned(facts, attempt), side, context);
        boolean gone = true;
        for (String client : revealed.byId().clients()) {
            if (custody.kills().isDeletedClient(client)) {
                Outcome deletion = context.ask(
                                side,
                                ApiCall.of(CLIENT_DELETE)
                                        .path("clientId", client)
                                        .build())
                        .outcome();
                gone &= deletion == Outcome.ACCEPTED || deletion == Outcome.UNRECOGNIZED;
            }
        }
        if (!gone) {
            return Attempt.notSent(side, Reason.LATE_COPY);
        }
        Attempt again = context.ask(side, facts.call());
        if (again.outcome() != Outcome.ACCEPTED) {
            return again;
        }
        killed(tokensReturned(facts, again), side, context);
        return Attempt.notSent(side, Reason.LATE_COPY);
    }

    /** Asks a backend for the id of a client that is known by another of its names only. */
    private static @Nullable String lookedUp(Parties names, Side side, CallContext context) {
        for (String client : names.byId().clients()) {
            ApiResponse answer = context.as(Purpose.LOOK_UP)
                    .ask(side, ApiCall.of(CLIENT_GET).path("clientId", client).build())
                    .answer();
            String id = answer == null ? null : answer.value("/clientId");
            if (id != null) {
                return id;
            }
        }
        return null;
    }
}
