package dev.dualclient.migration.carryover;

import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.OutboxEntry;
import java.time.Duration;

/** Makes the rows of the outbox that a copy of a row needs. Thread-safe. */
public interface CarryOutbox {

    /** Returns how long after its mark a row may be sent to the primary. */
    Duration patience();

    /** Makes the row that settles a copy of which no answer was seen, once the primary cannot be at it any more. */
    OutboxEntry settle(CarriedRow row);

    /** Makes the row that ends a copy at the primary. Until it is delivered, nothing is asked there about the two tokens. */
    OutboxEntry end(CarriedRow row);

    /**
     * Makes the row that ends the original at the secondary.
     *
     * @param after not before that has passed
     */
    OutboxEntry tidy(CarriedRow row, Duration after);
}
