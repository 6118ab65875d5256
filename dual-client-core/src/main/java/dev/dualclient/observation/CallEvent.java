package dev.dualclient.observation;

import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call, as it was decided. Immutable, and free of tokens, codes, tickets and secrets.
 *
 * @param at when the call began
 * @param operation the id of the operation
 * @param effect what the call does to a backend's state
 * @param about the kind of credential that the call is about, {@code null} if it is about none
 * @param client the name that the call gave its client, else the one that the answer gave it; {@code null} if neither
 *     names one
 * @param stage the stage at that time
 * @param plan who was to be asked, and why
 * @param home where the credential that the call is about belongs, as far as that was known before; {@code null} if it
 *     was not. An operation of 3.0 alone cannot be answered there, if it is the secondary
 * @param steps what was asked, in order: look-ups first made for the call, then its attempts
 * @param attempts what came of each backend that was to be asked, in order, as the decision saw it; also of those that
 *     were not sent anything
 * @param outcome how the call ended
 * @param answeredBy the backend whose answer counted, {@code null} if none did or the answer was merged
 * @param hedge what came of asking the second backend before its turn, {@code null} if that was not tried
 * @param elapsed how long the call took
 */
public record CallEvent(
        Instant at,
        String operation,
        Effect effect,
        @Nullable CredentialKind about,
        @Nullable String client,
        Stage stage,
        Plan plan,
        @Nullable Side home,
        List<Step> steps,
        List<Verdict> attempts,
        Outcome outcome,
        @Nullable Side answeredBy,
        @Nullable Hedge hedge,
        Duration elapsed) {

    /** Copies the lists. */
    public CallEvent {
        steps = List.copyOf(steps);
        attempts = List.copyOf(attempts);
    }

    /** What came of asking the second backend of a read while the first one was silent. */
    public enum Hedge {
        /** It was asked, and its turn came. */
        NEEDED,
        /** It was asked, and the first one's answer was enough. */
        IN_VAIN,
        /** It was not asked before its turn, for too many had been asked in vain. */
        OUT_OF_BUDGET
    }

    /**
     * One request to one backend.
     *
     * @param operation the id of the operation asked, which for a look-up is not the call's own
     * @param side the backend
     * @param reason how it ended
     * @param elapsed how long it took
     */
    public record Step(String operation, Side side, Reason reason, Duration elapsed) {

        @Override
        public String toString() {
            return side + " " + operation + " " + reason.outcome() + " (" + reason.words() + ")";
        }
    }

    /**
     * What came of one backend.
     *
     * @param side the backend
     * @param reason how it ended
     */
    public record Verdict(Side side, Reason reason) {}

    /** Returns what made the call fall back from the first backend to the other, {@code null} if it did not. */
    public @Nullable Verdict fellBackFrom() {
        if (plan.mode() != Plan.Mode.IN_TURN || attempts.size() < 2) {
            return null;
        }
        Verdict first = attempts.get(0);
        boolean answered = first.reason().outcome() == Outcome.ACCEPTED; // the other was asked before its turn
        return !answered && first.side() != attempts.get(1).side() ? first : null;
    }

    /**
     * Returns whether the caller got no answer to the use of a credential that may have been used up. It counts as used
     * up, so at worst somebody logs in again.
     */
    public boolean isLoss() {
        return effect == Effect.CONSUME
                && about != null
                && attempts.stream().anyMatch(attempt -> attempt.reason().outcome() == Outcome.INDETERMINATE);
    }
}
