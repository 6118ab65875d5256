package dev.dualclient.observation;

import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import dev.dualclient.routing.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call, as it was decided. Immutable, and free of tokens, codes, tickets and secrets.
 *
 * @param at when the call began
 * @param operation the id of the operation
 * @param client the name that the call gave its client, {@code null} if it named none
 * @param stage the stage at that time
 * @param plan who was to be asked, and why
 * @param home where the credential that the call is about belongs, as far as that was known before; {@code null} if it
 *     was not. An operation of 3.0 alone cannot be answered there, if it is the secondary
 * @param steps what was asked, in order: look-ups first made for the call, then its attempts
 * @param outcome how the call ended
 * @param answeredBy the backend whose answer counted, {@code null} if none did or the answer was merged
 * @param elapsed how long the call took
 */
public record CallEvent(
        Instant at,
        String operation,
        @Nullable String client,
        Stage stage,
        Plan plan,
        @Nullable Side home,
        List<Step> steps,
        Outcome outcome,
        @Nullable Side answeredBy,
        Duration elapsed) {

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
}
