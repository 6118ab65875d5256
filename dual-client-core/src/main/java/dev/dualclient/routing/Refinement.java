package dev.dualclient.routing;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyStatus;
import dev.dualclient.operation.Side;

/** Refines what an answer says by what custody knows. */
public final class Refinement {

    private Refinement() {}

    /** Refines an attempt to use a dead credential: if the backend does not know it, that counts as a refusal. */
    public static Attempt ofTheDead(Attempt attempt) {
        return switch (attempt.reason()) {
            case UNKNOWN_CREDENTIAL, UNKNOWN -> attempt.refined(Reason.USED_UP);
            default -> attempt;
        };
    }

    /**
     * Returns the attempt with its reason refined.
     *
     * @param status what custody knew of the subject when the backend was asked
     * @param authenticated whether the primary has authenticated the client before, or its secret is declared migrated
     */
    public static Attempt refine(Attempt attempt, CustodyStatus status, boolean authenticated) {
        return attempt.refined(
                switch (attempt.reason()) {
                    case UNKNOWN_CREDENTIAL, UNKNOWN ->
                        status.settledAt(attempt.side()) ? Reason.USED_UP : attempt.reason();
                    case UNKNOWN_CLIENT ->
                        attempt.side() == Side.PRIMARY && authenticated
                                ? Reason.KNOWN_CLIENT_REFUSED
                                : unlessClaimed(attempt, status);
                    // A service can be imported with random secrets, so this is not yet a refusal at the primary.
                    case CLIENT_NOT_AUTHENTICATED ->
                        attempt.side() == Side.SECONDARY || authenticated
                                ? Reason.KNOWN_CLIENT_REFUSED
                                : unlessClaimed(attempt, status);
                    default -> attempt.reason();
                });
    }

    /** If the credential is claimed for this backend, no fallback follows when the backend does not know the client. */
    private static Reason unlessClaimed(Attempt attempt, CustodyStatus status) {
        boolean claimed = status.level() == CustodyLevel.CLAIMED && status.side() == attempt.side();
        return claimed ? Reason.CLAIMED : attempt.reason();
    }

    /**
     * Refines an attempt made while the store is down: "unknown" from a backend is then not conclusive,
     * unless that backend is known to be the only one that can hold the credential.
     */
    public static Attempt withoutMemory(Attempt attempt, CallFacts facts, CustodyStatus status) {
        return attempt.outcome() == Outcome.UNRECOGNIZED && facts.home(status) == null
                ? attempt.refined(Reason.CUSTODY_UNAVAILABLE)
                : attempt;
    }
}
