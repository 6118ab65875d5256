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

    /** Returns the attempt that counts of those made one after the other; of equals, the first. */
    public static Attempt ofInTurn(List<Attempt> attempts) {
        return best(attempts, IN_TURN);
    }

    /** Returns the attempt that counts of those of a change that both have to make; of equals, the first. */
    public static Attempt ofBoth(List<Attempt> attempts) {
        return best(attempts, BOTH);
    }

    private static Attempt best(List<Attempt> attempts, List<Outcome> order) {
        return attempts.stream()
                .min(Comparator.comparing(attempt -> order.indexOf(attempt.outcome())))
                .orElseThrow();
    }
}
