package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is counted of the outbox. */
class OutboxTallyTest {

    private static final Instant START = Instant.ofEpochSecond(1000);

    private final OutboxTally tally = new OutboxTally();

    @Test
    void whereNothingWasEverOwedEverythingIsZero() {
        OutboxState nothing = new OutboxState(0, 0, Duration.ZERO, 0, 0, 0);
        assertThat(tally.at(START)).containsEntry(Side.PRIMARY, nothing).containsEntry(Side.SECONDARY, nothing);
    }

    @Test
    void rowsAreCountedOfEachBackendAndTheOldestThatBlocksTellsTheAge() {
        tally.count(Side.SECONDARY, new PendingCount(2, 1, START.plusSeconds(10)));

        assertThat(tally.at(START.plusSeconds(70)))
                .containsEntry(Side.SECONDARY, new OutboxState(3, 2, Duration.ofSeconds(60), 0, 0, 0))
                .containsEntry(Side.PRIMARY, new OutboxState(0, 0, Duration.ZERO, 0, 0, 0));
        assertThat(tally.at(START).get(Side.SECONDARY))
                .as("by a clock that is behind")
                .isEqualTo(new OutboxState(3, 2, Duration.ZERO, 0, 0, 0));
        tally.count(Side.SECONDARY, new PendingCount(0, 0, null));
        assertThat(tally.at(START).get(Side.SECONDARY)).isEqualTo(new OutboxState(0, 0, Duration.ZERO, 0, 0, 0));
    }

    @Test
    void whatHasBecomeOfRowsIsCountedOfEachBackend() {
        tally.delivered(Side.PRIMARY);
        tally.failed(Side.SECONDARY);
        tally.failed(Side.SECONDARY);
        tally.discarded(Side.PRIMARY);

        assertThat(tally.at(START))
                .containsEntry(Side.PRIMARY, new OutboxState(0, 0, Duration.ZERO, 1, 0, 1))
                .containsEntry(Side.SECONDARY, new OutboxState(0, 0, Duration.ZERO, 0, 2, 0));
    }
}
