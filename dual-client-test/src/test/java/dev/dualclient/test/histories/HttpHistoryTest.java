package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.HttpSite;
import dev.dualclient.test.stores.StoreSpace;
import dev.dualclient.test.stores.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** B19: some of the same histories over HTTP, where faults happen on real sockets, and on every store. */
@Tag("apart")
class HttpHistoryTest {

    private static final int HISTORIES = 4;

    @ParameterizedTest
    @Scenario("B19")
    @EnumSource
    void noHistoryOverHttpContradictsTheTruth(Stores kind) {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            History history = Generator.history(seed);
            Quiet.during(() -> {
                HttpSite site = new HttpSite(history.scene());
                try (StoreSpace space = kind.fresh();
                        CustodyStore store = space.open(site.time())) {
                    assertThat(history.play(EngineNode::new, site, store)).isEmpty();
                }
            });
        }
    }
}
