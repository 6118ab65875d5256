package dev.dualclient.engine;

import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.CarriedRows;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.DeliveryQueue;
import dev.dualclient.custody.Kills;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.migration.carryover.CarryCommand;
import dev.dualclient.migration.carryover.CarryCommand.Step;
import dev.dualclient.migration.carryover.CarryOutbox;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;

/** Makes the rows of the outbox that a copy of a row needs. Thread-safe. */
final class CarryRows implements CarryOutbox {

    private final DeliveryQueue outbox;
    private final CarriedRows rows;
    private final Duration settle;

    /**
     * Creates the rows.
     *
     * @param settle how long the primary may still be at a request that it did not answer
     */
    CarryRows(DeliveryQueue outbox, CarriedRows rows, Duration settle) {
        this.outbox = outbox;
        this.rows = rows;
        this.settle = settle;
    }

    @Override
    public Duration patience() {
        return settle.dividedBy(2);
    }

    @Override
    public OutboxEntry settle(CarriedRow row) {
        return later(Side.PRIMARY, Step.SETTLE, row, afterCreate());
    }

    @Override
    public OutboxEntry end(CarriedRow row) {
        List<CustodyKey> names = rows.tokens(row);
        return outbox.newEntry(Side.PRIMARY, Kills.newId(), names, false, command(Step.END, row));
    }

    @Override
    public OutboxEntry tidy(CarriedRow row, Duration after) {
        return later(Side.SECONDARY, Step.TIDY, row, after);
    }

    /**
     * Makes the row that ends the copy of a row that the secondary is about to use, if it has used it by then.
     *
     * @param renewed whether the primary has used the copy since
     */
    OutboxEntry endIfTaken(Credential subject, boolean renewed) {
        return later(
                Side.PRIMARY, renewed ? Step.END_IF_SPENT : Step.END_IF_TAKEN, CarriedRow.of(subject), afterCreate());
    }

    /** The primary is sent a row within the patience after its mark, and may be at it for as long again as it settles. */
    private Duration afterCreate() {
        return patience().plus(settle);
    }

    private OutboxEntry later(Side side, Step step, CarriedRow row, Duration delay) {
        return outbox.later(side, Kills.newId(), command(step, row), delay);
    }

    private static byte[] command(Step step, CarriedRow row) {
        return new OutboxCommand.Carry(new CarryCommand(step, row)).toBytes();
    }
}
