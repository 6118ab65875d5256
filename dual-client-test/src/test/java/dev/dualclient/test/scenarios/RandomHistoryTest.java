package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories, the same ones each time: logins, refreshes, introspections, revocations, a migrator that reads early
 * and writes late, outages, stages, two nodes. After every step a model of the truth that knows nothing of custody asks
 * whether something dead was accepted, and whether a refresh token has two living lines.
 *
 * <p>A failure tells its seed and its steps. More histories: {@code -Dhistories=500}.
 */
@DualClientTest
class RandomHistoryTest {

    private static final int STEPS = 40;

    @ParameterizedTest
    @ValueSource(longs = {1_000, 2_000, 3_005, 4_000})
    void nothingDeadIsAccepted(long seed, Emulators emulators) {
        int histories = Integer.getInteger("histories", 8);
        for (long each = seed; each < seed + histories; each++) {
            emulators.reset();
            try (History history = new History(emulators, each)) {
                for (int step = 0; step < STEPS; step++) {
                    history.step();
                }
                history.end();
            }
        }
        assertThat(emulators.primary().counters().received("auth-token")).isPositive();
    }
}
