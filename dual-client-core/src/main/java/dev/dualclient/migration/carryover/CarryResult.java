package dev.dualclient.migration.carryover;

import org.jspecify.annotations.Nullable;

/**
 * What became of one row. Immutable, and free of secrets.
 *
 * @param outcome what became of it
 * @param reason why it was not carried over, {@code null} where there is nothing to say
 * @param client the id of the client, empty where it is not known
 */
public record CarryResult(CarryOutcome outcome, @Nullable CarryReason reason, String client) {

    static CarryResult of(CarryOutcome outcome, String client) {
        return new CarryResult(outcome, null, client);
    }

    static CarryResult not(CarryReason reason, String client) {
        return new CarryResult(CarryOutcome.NOT_ELIGIBLE, reason, client);
    }
}
