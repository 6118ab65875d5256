package dev.dualclient.engine;

import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.CarriedRows;
import dev.dualclient.custody.CarriedRows.Standing;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.migration.carryover.CarryCommand;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Does what is left to do of rows that are copied to the primary, on whichever node: settles copies of which no answer was
 * seen, and ends what does not count. Thread-safe.
 */
final class CarrySettlement {

    private final CarriedRows rows;
    private final CarryRows outbox;
    private final LateCopies lateCopies;
    private final @Nullable Duration tidyAfter;

    /**
     * Creates it.
     *
     * @param tidyAfter after which time the secondary's row is ended, {@code null} for never
     */
    CarrySettlement(CarriedRows rows, CarryRows outbox, LateCopies lateCopies, @Nullable Duration tidyAfter) {
        this.rows = rows;
        this.outbox = outbox;
        this.lateCopies = lateCopies;
        this.tidyAfter = tidyAfter;
    }

    /** Does what a row of the outbox says; returns why that failed, {@link Reason#DONE} if it did not. */
    Reason make(CarryCommand command, OutboxEntry entry, CallContext context) {
        CarriedRow row = command.row();
        return switch (command.step()) {
            case SETTLE -> settle(row, entry, context);
            case END -> endCopy(row, context);
            case END_IF_TAKEN -> rows.isUsedAtSecondary(row, false) ? end(Side.PRIMARY, row, context) : Reason.DONE;
            case END_IF_SPENT -> rows.isUsedAtSecondary(row, true) ? end(Side.PRIMARY, row, context) : Reason.DONE;
            case TIDY ->
                rows.standing(row) == Standing.USED_AT_PRIMARY ? end(Side.SECONDARY, row, context) : Reason.DONE;
        };
    }

    private Reason settle(CarriedRow row, OutboxEntry entry, CallContext context) {
        return switch (rows.standing(row)) {
            case DEAD, USED_AT_SECONDARY -> endCopy(row, context);
            case USED_AT_PRIMARY, FREE -> Reason.DONE;
            case CARRIED, AT_PRIMARY, PENDING -> found(row, entry, context);
        };
    }

    private Reason found(CarriedRow row, OutboxEntry entry, CallContext context) {
        RowSearch.Result result = search(row, context);
        if (isUnclear(result)) {
            return Objects.requireNonNull(result.failure()).reason();
        }
        TokenList.Row copy = result.row();
        boolean same = copy != null
                && Objects.equals(copy.access(), row.access())
                && Objects.equals(copy.refresh(), row.refresh());
        if (same) { // else the primary has never got it
            OutboxEntry tidy = tidyAfter == null ? null : outbox.tidy(row, tidyAfter);
            rows.record(row, outbox.end(row), tidy, List.of(entry));
        }
        return Reason.DONE;
    }

    /** Where refresh tokens are kept, the primary may have given the copy an access token of its own, which lives. */
    private Reason endCopy(CarriedRow row, CallContext context) {
        RowSearch.Result result = search(row, context);
        if (isUnclear(result)) {
            return Objects.requireNonNull(result.failure()).reason();
        }
        TokenList.Row copy = result.row();
        boolean renewed =
                copy != null && copy.access() != null && !copy.access().equals(row.access());
        return renewed ? Reason.DONE : end(Side.PRIMARY, row, context);
    }

    private static RowSearch.Result search(CarriedRow row, CallContext context) {
        return new RowSearch(Side.PRIMARY, row.owner(), context)
                .find(row.named().value(), RowSearch.PAGES_IN_A_CALL);
    }

    private static boolean isUnclear(RowSearch.Result result) {
        Attempt failure = result.failure();
        return failure != null && failure.outcome() != Outcome.UNRECOGNIZED;
    }

    private Reason end(Side side, CarriedRow row, CallContext context) {
        return lateCopies.kill(side, row.named(), context) ? Reason.DONE : Reason.LOOK_UP_FAILED;
    }
}
