package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.HttpSite;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B19: some of the same histories over HTTP, where faults happen on real sockets. */
class HttpHistoryTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void b19_noHistoryOverHttpContradictsTheTruth(long seed) {
        History history = Generator.history(seed);
        Quiet.during(() -> assertThat(history.play(EngineNode::new, new HttpSite(history.scene())))
                .isEmpty());
    }
}
