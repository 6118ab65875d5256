package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * J19: random histories in which nodes carry rows over. {@link LongRun} plays more of them ({@code carry}), and
 * {@link LongRunWithout} plays them without one of the rules of carry-over.
 */
class CarriedHistoryTest {

    private static final int HISTORIES = 40;
    private static final int HISTORIES_APART = 400;

    /** By what has once broken a promise. */
    private static final long[] ONCE_BROKEN = {
        542, // a line that was revoked after the secondary had used a copied row of it
        10754, // a use at the secondary of a row whose access token the primary had given a new value
        21539, // a repeat of the primary's answer for a used up token that was revoked
        21995, // a kill of all tokens of a client while one of them is refreshed
        22055, // uses at both of a kept refresh token that was carried over
        30645 // the same, where the copy was to be settled
    };

    @Test
    @Scenario("J19")
    void noHistoryWithCarryOverContradictsTheTruth() {
        noneContradictsTheTruth(1, HISTORIES);
    }

    @Tag("apart")
    @Test
    @Scenario("J19")
    void noFurtherHistoryWithCarryOverContradictsTheTruth() {
        noneContradictsTheTruth(HISTORIES + 1, HISTORIES_APART);
    }

    @Test
    @Scenario("J19")
    void noHistoryThatOnceDidContradictsTheTruth() {
        noneContradictsTheTruth(LongStream.of(ONCE_BROKEN));
    }

    private static void noneContradictsTheTruth(long first, long last) {
        noneContradictsTheTruth(LongStream.rangeClosed(first, last));
    }

    private static void noneContradictsTheTruth(LongStream seeds) {
        List<End> ends = new ArrayList<>();
        Quiet.during(() -> seeds.forEach(
                seed -> Generator.carried(seed).play(EngineNode::new).ifPresent(ends::add)));
        assertThat(ends).isEmpty();
    }
}
