package dev.dualclient.routing;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Effect;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether the second backend is asked after the first. Immutable and thread-safe. */
public final class FallbackRule {

    /** Where a new login starts while the leader is down. */
    public enum NewGrantsDuringOutage {
        /** At the other backend, so that users can still log in. The default. */
        SECONDARY,
        /** Nowhere. */
        REFUSE
    }

    /**
     * Reasons after which the other backend is never asked: the credential belongs to another request or backend, or is
     * revoked; the primary knows the client; the backend asks for fewer calls; the client was closed.
     */
    private static final Set<Reason> FINAL = EnumSet.of(
            Reason.CLAIMED,
            Reason.LATE_COPY,
            Reason.UNSETTLED,
            Reason.CLOSED,
            Reason.USED_UP,
            Reason.KNOWN_CLIENT_REFUSED,
            Reason.THROTTLED);

    private final NewGrantsDuringOutage newGrants;

    /** Creates the rule. */
    public FallbackRule(NewGrantsDuringOutage newGrants) {
        this.newGrants = newGrants;
    }

    /**
     * Returns whether the next backend may be asked after an attempt that ended like this, as far as custody allows it.
     *
     * @param plan what the call follows
     * @param rule what is chosen for its operation; by default never after a refusal, and never after an attempt that
     *     may have been processed, unless a repeat leaves nothing that anyone could use
     */
    public boolean allows(CallFacts facts, Plan plan, Attempt attempt, EffectiveRule rule) {
        // What the primary has recognized, it alone uses up. The exception is a client that it cannot authenticate.
        boolean reserved = isReserved(plan, attempt) && facts.kind().effect() != Effect.READ;
        if (reserved
                && attempt.reason() != Reason.CLIENT_NOT_AUTHENTICATED
                && attempt.reason() != Reason.UNKNOWN_CLIENT) {
            return false;
        }
        if (plan.isForSecret() && attempt.reason() == Reason.UNKNOWN_CLIENT) {
            return true; // a client that this backend does not know has one secret only, that of the other one
        }
        boolean grant = facts.kind().effect() == Effect.CREATE;
        boolean outage = !attempt.outcome().isConclusive();
        boolean refuse = plan.isForSecret() // whether the leader is down has not been seen yet
                ? plan.basis() == Plan.Basis.SECRET_DIFFERENT
                : newGrants == NewGrantsDuringOutage.REFUSE;
        if (grant && outage && refuse || attempt.outcome() == Outcome.ACCEPTED || FINAL.contains(attempt.reason())) {
            return false;
        }
        return rule.fallBackOn().stream().anyMatch(condition -> condition.holds(facts, attempt));
    }

    /** Whether only this backend may use it. The secondary may use a carried-over row while the primary is down. */
    private static boolean isReserved(Plan plan, Attempt attempt) {
        return plan.basis() == Plan.Basis.CUSTODY
                || plan.basis() == Plan.Basis.CARRIED_OVER && attempt.outcome() != Outcome.UNAVAILABLE;
    }
}
