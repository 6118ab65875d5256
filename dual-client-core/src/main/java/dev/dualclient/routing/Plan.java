package dev.dualclient.routing;

import dev.dualclient.operation.Side;
import java.util.List;

/**
 * Which backends are asked, how, and why. Immutable.
 *
 * @param mode how the backends are asked
 * @param order the backends that may be asked, the first one first
 * @param basis what decided
 */
public record Plan(Mode mode, List<Side> order, Basis basis) {

    /** Whether the client's secret, which the primary may not have, has decided on the order. */
    public boolean isForSecret() {
        return basis == Basis.SECRET_UNKNOWN || basis == Basis.SECRET_DIFFERENT;
    }

    /** How the backends of a plan are asked. */
    public enum Mode {
        /** One after the other, as far as the fallback rule allows. */
        IN_TURN,
        /** All at the same time, whatever the first says, to choose from what they say. */
        TOGETHER,
        /** All, whatever the first says; the change has to hold everywhere. */
        BOTH,
        /** The same, but what one of them does not acknowledge now is kept and delivered later. */
        BOTH_OR_PENDING,
        /** The same, but only the secondary may have it pending: a state that the primary has not agreed to does not hold. */
        BOTH_OR_PENDING_BY_SECONDARY,
        /** All, and the answer is the union. */
        MERGED,
        /** One after the other until one answers; an acceptance would come from a late copy of something dead. */
        DEAD
    }

    /** What decided on a plan. */
    public enum Basis {
        /** There is no other backend. */
        SOLE_BACKEND("there is no other backend"),
        /** The operation exists in Authlete 3.0 only. */
        ONLY_IN_PRIMARY("only 3.0 has this operation"),
        /** The stage leaves the secondary alone. */
        STAGE_PRIMARY_ONLY("this stage uses 3.0 alone"),
        /** The stage lets no grant start at the secondary. */
        STAGE_DRAIN("this stage lets nothing start at 2.3"),
        /** Nobody is asked for such a thing during maintenance. */
        MAINTENANCE("there is maintenance"),
        /** Nobody is asked what could be read in two ways. */
        MALFORMED("the request could be read in two ways"),
        /** The ticket says who issued it. */
        TICKET("the ticket says who issued it"),
        /** Both have said just now that they do not know the token. */
        UNKNOWN_TO_BOTH("both have just said that they do not know it"),
        /** The credential was killed, or spent where nobody may ask any more. */
        DEAD("the credential was used up or revoked"),
        /** Custody knows where the credential belongs. */
        CUSTODY("the credential is known to belong there"),
        /** Carry-over has copied its row to the primary, so the secondary may use it only while the primary is down. */
        CARRIED_OVER("its row was copied to 3.0"),
        /** The custody store is down, so the primary alone answers, and for what this process knows. */
        NO_MEMORY("the memory of credentials is down"),
        /** Custody has an idea where the credential is. */
        HINT("the credential was last seen there"),
        /** Whether the primary has the client's secret is not known, and the client may have to authenticate later. */
        SECRET_UNKNOWN("it is not known whether 3.0 has the secret of this client"),
        /** The primary has another secret of the client. */
        SECRET_DIFFERENT("3.0 has another secret of this client"),
        /** The operation's own route. */
        OPERATION("the rule of this operation"),
        /** The stage's leader comes first. */
        STAGE("this backend leads at this stage");

        private final String words;

        Basis(String words) {
            this.words = words;
        }

        /** Returns the words for a person. */
        public String words() {
            return words;
        }
    }
}
