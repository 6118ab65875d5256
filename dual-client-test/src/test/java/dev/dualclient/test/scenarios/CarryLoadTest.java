package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many callers at once, while the primary is slow in taking copies. */
@DualClientTest
class CarryLoadTest extends CarryScene {

    private static final int CALLERS = 64;
    private static final int QUEUE = 10;
    private static final int IN_FLIGHT = 2;

    CarryLoadTest() {
        store = Stores.H2;
    }

    @Test
    @Scenario("J20")
    void callersDoNotWaitForCopiesAndWhatIsTooMuchIsDropped() throws Exception {
        DualAuthleteApi api =
                nodes.start(carryOver(settings -> settings.withQueue(QUEUE).withMaxInFlight(IN_FLIGHT))
                        .andThen(node -> node.background(true)));
        List<Tokens> old = Stream.generate(this::created).limit(CALLERS).toList();
        Fault slow = emulators.primary().faults().on("auth-token-create").hang();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Tokens>> fresh = old.stream()
                    .map(tokens -> callers.submit(() -> replay.refreshed(api, tokens)))
                    .toList();
            for (Future<Tokens> one : fresh) { // all are answered while no copy is
                assertThat(one.get(1, TimeUnit.MINUTES).refresh()).isNotNull();
            }
        } finally {
            callers.shutdownNow();
        }

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(count(api, CarryOutcome.DROPPED))
                        .isBetween((long) CALLERS - QUEUE - IN_FLIGHT, (long) CALLERS - QUEUE));
        assertThat(api.dualClient().carryOver().state().queue()).isLessThanOrEqualTo(QUEUE);
        assertThat(carried(api)).isZero();
        slow.release();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(carried(api)).isPositive());
    }
}
