package dev.dualclient.routing;

import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import java.util.Comparator;
import java.util.List;

/** Decides whose answer counts when two backends were asked. */
public final class AnswerRule {

    /** From what counts most to what counts least: "unknown" is a conclusion only when everybody said so. */
    private static final List<Outcome> IN_TURN = List.of(
            Outcome.ACCEPTED, Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.UNRECOGNIZED);

    /** A change has to hold everywhere: one backend's "no" or silence outweighs the other's "done". */
    private static final List<Outcome> BOTH = List.of(
            Outcome.REFUSED, Outcome.INDETERMINATE, Outcome.UNAVAILABLE, Outcome.ACCEPTED, Outcome.UNRECOGNIZED);

    private AnswerRule() {}

    /** Returns the attempt that counts; of equals, the first. */
    public static Attempt choose(List<Attempt> attempts, Plan.Manner manner) {
        List<Outcome> order = manner == Plan.Manner.BOTH ? BOTH : IN_TURN;
        return attempts.stream()
                .min(Comparator.comparing(attempt -> order.indexOf(attempt.outcome())))
                .orElseThrow();
    }
}
