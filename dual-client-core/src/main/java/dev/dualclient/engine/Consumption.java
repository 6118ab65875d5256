package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.Claim;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodySnapshot;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.custody.Parties;
import dev.dualclient.custody.TokenRow;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.AnswerRule;
import dev.dualclient.routing.CallFacts;
import dev.dualclient.routing.Refinement;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Consumes a credential that both backends may hold, usually a refresh token: claims it before it is sent, sends it
 * only to the backend that is known to hold it, and records it as spent before the caller gets the new tokens.
 */
final class Consumption {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Custody custody;
    private final TokenLookUp lookUp;
    private final LateCopies lateCopies;
    private final CarryRows carryRows;

    Consumption(Custody custody, TokenLookUp lookUp, LateCopies lateCopies, CarryRows carryRows) {
        this.custody = custody;
        this.lookUp = lookUp;
        this.lateCopies = lateCopies;
        this.carryRows = carryRows;
    }

    /** Tries to consume the subject of the call at a backend. */
    Attempt attempt(Side side, CallFacts facts, CustodySnapshot known, CallContext context) {
        Credential subject = Objects.requireNonNull(facts.subject());
        CustodyStatus status = known.status();
        if (status.isOfPrimaryAlone()) {
            return context.ask(side, facts.call()); // nobody else can hold a copy, so there is nothing to claim
        }
        if (knownToHold(side, status)) {
            return claimed(side, alone(subject), facts, known, context);
        }
        TokenLookUp.Finding found = subject.isHash()
                ? lookUp.findListed(subject, side, context)
                : lookUp.find(subject, known.row(), side, context);
        if (found.reason() == Reason.UNKNOWN_CREDENTIAL) {
            return unknown(side, facts, found, context);
        }
        if (found.reason() != Reason.DONE) {
            return found.attempt();
        }
        return isRefusedByPrimary(side, found, context)
                ? Attempt.notSent(side, Reason.USED_UP)
                : claimed(side, found.row(), facts, known, context);
    }

    /**
     * Whether the primary has just called inactive what it is known to know: it has recognised another token of the row. An
     * introspection does not tell an unknown token from one that has expired, or of which the client is locked.
     */
    private boolean isRefusedByPrimary(Side side, TokenLookUp.Finding found, CallContext context) {
        return side == Side.SECONDARY
                && custody.isSeenAtPrimary(found.row())
                && TokenLookUp.hasCalledInactive(Side.PRIMARY, context);
    }

    /** Reads custody again: if the backend consumed the credential meanwhile, it alone may repeat its answer. */
    private Attempt unknown(Side side, CallFacts facts, TokenLookUp.Finding found, CallContext context) {
        Credential subject = Objects.requireNonNull(facts.subject());
        CustodySnapshot known = custody.of(subject, facts.names());
        CustodyStatus now = known.status();
        if (now.level() == CustodyLevel.KILLED) {
            return Attempt.notSent(side, Reason.USED_UP);
        }
        boolean takenThere = now.side() == side && now.level().compareTo(CustodyLevel.CLAIMED) >= 0;
        return takenThere
                ? Refinement.ofTheDead(claimed(side, alone(subject), facts, known, context))
                : found.attempt();
    }

    /** A row of this token only, for a credential that was not looked up: it may be in another row by now. */
    private TokenRow alone(Credential subject) {
        return new TokenRow(List.of(custody.key(subject)), null, subject.kind() == CredentialKind.ACCESS_TOKEN);
    }

    private Attempt claimed(Side side, TokenRow row, CallFacts facts, CustodySnapshot known, CallContext context) {
        Credential subject = Objects.requireNonNull(facts.subject());
        Claim claim = custody.claims()
                .claim(row, side, facts.names(), known, renewed -> carryRows.endIfTaken(subject, renewed));
        if (claim == null) {
            boolean ended = known.status().level() == CustodyLevel.SPENT
                    && custody.claims().isEnded(row, facts.names());
            return Attempt.notSent(side, ended ? Reason.USED_UP : Reason.CLAIMED);
        }
        if (claim.own() && known.status().level() == CustodyLevel.CLAIMED) {
            custody.claims()
                    .withdraw(claim); // the earlier claim, which the plan was made for, is gone: the caller retries
            return Attempt.notSent(side, Reason.CLAIMED);
        }
        return settle(claim, facts, context.ask(side, facts.call()), context);
    }

    /** Whether all look-ups were conclusive and no backend holds the credential. */
    static boolean isUnknownToAll(List<Attempt> attempts, List<Side> asked) {
        return !attempts.isEmpty()
                && attempts.size() == asked.size()
                && attempts.stream()
                        .allMatch(attempt -> attempt.reason() == Reason.UNKNOWN_CREDENTIAL && attempt.answer() == null);
    }

    /**
     * Sends a credential that no look-up found to the leader all the same, which may repeat its earlier answer. If the
     * primary leads, no claim is needed, because the migrator never writes to the secondary. If the secondary leads, the
     * migrator may still write the token to the primary, so it is claimed.
     */
    Attempt ofUnknown(Side leader, CallFacts facts, CallContext context) {
        TokenRow row = alone(Objects.requireNonNull(facts.subject()));
        if (leader == Side.SECONDARY) {
            Attempt attempt = claimed(leader, row, facts, CustodySnapshot.NONE, context);
            return attempt.reason() == Reason.CLAIMED && custody.claims().isEnded(row, facts.names())
                    ? Attempt.notSent(leader, Reason.UNKNOWN_CREDENTIAL)
                    : Refinement.ofTheDead(attempt);
        }
        Attempt attempt = Refinement.ofTheDead(context.ask(leader, facts.call()));
        if (attempt.outcome() != Outcome.ACCEPTED) {
            return attempt;
        }
        Claim claim = custody.claims().claim(row, leader, facts.names());
        if (claim != null) {
            return accepted(claim, facts, attempt, context);
        }
        List<Credential> returned = AnswerContents.credentials(facts.call().operation(), attempt);
        return isRepeat(facts, returned) ? Attempt.notSent(leader, Reason.USED_UP) : undone(leader, returned, context);
    }

    /**
     * Whether the backend has repeated an earlier answer: custody knows the refresh token, and cannot know one that was just
     * issued. Its tokens stay as they are. A refresh token that was kept is no sign of a repeat.
     */
    private boolean isRepeat(CallFacts facts, List<Credential> returned) {
        Credential successor = ofKind(CredentialKind.REFRESH_TOKEN, returned);
        return successor != null
                && !successor.equals(facts.subject())
                && custody.of(successor, Parties.NONE).status().level() != CustodyLevel.UNKNOWN;
    }

    /**
     * Gets a backend's own error answer for a credential without sending the credential: sends the same request with a
     * random value instead. The backend authenticates the client and checks the request, but consumes nothing.
     */
    Attempt refusal(CallFacts facts, List<Side> sides, CallContext context) {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        ApiCall harmless = facts.about(Base64.getUrlEncoder().withoutPadding().encodeToString(random))
                .call();
        List<Attempt> attempts = new ArrayList<>();
        for (Side side : sides) {
            Attempt attempt = Refinement.ofTheDead(context.ask(side, harmless));
            attempts.add(attempt);
            if (attempt.outcome() == Outcome.REFUSED) {
                break; // who does not know the client, or does not answer, has not spoken of the credential
            }
        }
        return AnswerRule.choose(attempts);
    }

    /**
     * Whether no look-up is needed, because custody says that the backend has used it up. A claim that did not end, and a
     * token that the secondary issued through this process, still need one: another node may have changed the row since.
     */
    private static boolean knownToHold(Side side, CustodyStatus status) {
        return status.side() == side && status.level().compareTo(CustodyLevel.SPENT) >= 0;
    }

    private Attempt settle(Claim claim, CallFacts facts, Attempt attempt, CallContext context) {
        switch (attempt.outcome()) {
            case UNAVAILABLE, UNRECOGNIZED, REFUSED -> custody.claims().withdraw(claim); // nothing was consumed
            case INDETERMINATE -> {} // it may have consumed the token: the claim stays for good
            case ACCEPTED -> {
                return accepted(claim, facts, attempt, context);
            }
        }
        return attempt;
    }

    private Attempt accepted(Claim claim, CallFacts facts, Attempt attempt, CallContext context) {
        Credential subject = Objects.requireNonNull(facts.subject());
        List<Credential> returned = AnswerContents.credentials(facts.call().operation(), attempt);
        Credential successor = ofKind(CredentialKind.REFRESH_TOKEN, returned);
        if (subject.equals(successor)) {
            custody.claims().kept(claim, returned);
            return attempt;
        }
        Parties revealed = facts.names().and(AnswerContents.names(facts.call().operation(), attempt));
        if (custody.claims().spent(claim, returned, revealed)) {
            return attempt;
        }
        boolean repeated = successor != null && claim.hasReturned(custody.key(successor));
        return repeated // and what it returned then may be alive, and used
                ? Attempt.notSent(claim.side(), Reason.USED_UP)
                : undone(claim.side(), returned, context);
    }

    /** Kills the tokens of an acceptance that does not count. */
    private Attempt undone(Side side, List<Credential> returned, CallContext context) {
        Credential successor = ofKind(CredentialKind.REFRESH_TOKEN, returned);
        Credential revived = successor != null ? successor : ofKind(CredentialKind.ACCESS_TOKEN, returned);
        boolean gone = revived == null || lateCopies.kill(side, revived, context);
        return Attempt.notSent(side, gone ? Reason.USED_UP : Reason.LATE_COPY);
    }

    private static @Nullable Credential ofKind(CredentialKind kind, List<Credential> returned) {
        return returned.stream()
                .filter(credential -> credential.kind() == kind)
                .findFirst()
                .orElse(null);
    }
}
