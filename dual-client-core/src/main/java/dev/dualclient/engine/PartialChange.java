package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import java.util.List;

/** What one backend has made of a change stands, whatever the other one says of the same change. Stateless. */
final class PartialChange {

    private PartialChange() {}

    /**
     * Returns the attempts, in which a refusal is no more than a change that is still pending, if another backend has made the
     * change, or may have: that cannot be taken back.
     *
     * @param allowed whether it is certain that the change may be asked for, so that a refusal does not say the contrary; if not,
     *     only HTTP 429 is known to say nothing of it
     */
    static List<Attempt> standing(List<Attempt> attempts, boolean allowed) {
        boolean maybeMade = attempts.stream()
                .map(Attempt::outcome)
                .anyMatch(outcome -> outcome == Outcome.ACCEPTED || outcome == Outcome.INDETERMINATE);
        return attempts.stream()
                .map(attempt -> maybeMade
                                && attempt.outcome() == Outcome.REFUSED
                                && (allowed || attempt.reason() == Reason.THROTTLED)
                        ? attempt.refined(Reason.UNDELIVERED)
                        : attempt)
                .toList();
    }
}
