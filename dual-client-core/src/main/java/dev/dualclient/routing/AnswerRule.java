package dev.dualclient.routing;

import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.operation.Side;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Decides whose answer counts when two backends were asked. */
public final class AnswerRule {

    /** From what counts most to what counts least: "unknown" is a conclusion only when everybody said so. */
    private static final List<Outcome> IN_TURN = List.of(
            Outcome.ACCEPTED, Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED);

    /** A change has to hold everywhere: one backend's "no" or silence outweighs the other's "done". */
    private static final List<Outcome> BOTH = List.of(
            Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.ACCEPTED, Outcome.UNRECOGNIZED);

    /** The same where what one backend owes is kept: its silence does not outweigh the other's "done". */
    private static final List<Outcome> BOTH_OR_OWED = List.of(
            Outcome.REFUSED, Outcome.ACCEPTED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED);

    private static final Set<Reason> OF_THE_CLIENT = EnumSet.of(Reason.UNKNOWN_CLIENT, Reason.CLIENT_NOT_AUTHENTICATED);

    private AnswerRule() {}

    /**
     * Returns the attempt that counts; of equals, the first. Of two that know nothing of the credential, the one that
     * knew the client and believed it knew more; of two that have done it, the one that was asked in so many words.
     */
    public static Attempt choose(List<Attempt> attempts, Plan.Manner manner) {
        List<Outcome> order = switch (manner) {
            case BOTH -> BOTH;
            case BOTH_OR_OWED -> BOTH_OR_OWED;
            case BOTH_OR_OWED_BY_SECONDARY ->
                attempts.stream().anyMatch(AnswerRule::isSilenceOfPrimary) ? BOTH : BOTH_OR_OWED;
            default -> IN_TURN;
        };
        return attempts.stream()
                .min(Comparator.<Attempt>comparingInt(attempt -> order.indexOf(attempt.outcome()))
                        .thenComparing(attempt ->
                                OF_THE_CLIENT.contains(attempt.reason()) || attempt.reason() == Reason.DONE_FOR_OWNER))
                .orElseThrow();
    }

    private static boolean isSilenceOfPrimary(Attempt attempt) {
        boolean silence = attempt.outcome() == Outcome.INDETERMINATE || attempt.outcome() == Outcome.UNAVAILABLE;
        return silence && attempt.side() == Side.PRIMARY;
    }
}
