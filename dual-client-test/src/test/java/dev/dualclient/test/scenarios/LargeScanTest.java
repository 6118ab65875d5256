package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.ReadinessSettings;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.stores.Stores;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scan of token lists with 100,000 rows each: its rate, its memory, and the users beside it. */
@DualClientTest
@Tag("long")
class LargeScanTest extends Scene {

    private static final Logger LOG = LoggerFactory.getLogger(LargeScanTest.class);
    private static final long ROWS = 100_000;
    private static final int PAGES = (int) ROWS / 100;
    private static final int RATE = 100;
    private static final long MEGABYTE = 1 << 20;
    private static final long SECOND = 1_000_000_000;
    private static final long ROUND = SECOND / 2;
    private static final int PAIRS = 20;
    private static final double STUDENT = 2.093; // of 19 degrees of freedom, for 95 %

    private final ConcurrentLinkedQueue<Long> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong heap = new AtomicLong();
    private boolean open = true;

    LargeScanTest() {
        store = Stores.H2;
    }

    /** Lets the scan go on, or not. */
    private synchronized void open(boolean on) {
        open = on;
        notifyAll();
    }

    private synchronized void pass() {
        asked.add(System.nanoTime());
        try {
            while (!open) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private DualAuthleteApi scanning(ListedBackend primary, ListedBackend secondary, int rate) {
        return nodes.start(node -> node.primary(backend -> backend.baseUrl(primary.baseUrl()))
                .secondary(backend -> backend.baseUrl(secondary.baseUrl()))
                .background(true)
                .readiness(settings -> settings.withMigrator(Migrator.NONE).withScan(Duration.ofHours(1), rate)));
    }

    private void begin() {
        nodes.time().advance(Duration.ofMinutes(5).plusSeconds(1));
        await().atMost(Duration.ofMinutes(1)).until(() -> !asked.isEmpty());
    }

    @Test
    @Scenario("K18")
    void aScanKeepsItsRateAndItsMemory() throws IOException {
        try (ListedBackend primary = new ListedBackend(emulators.primary(), client.id(), ROWS - 1, start -> pass());
                ListedBackend secondary = new ListedBackend(emulators.secondary(), client.id(), ROWS, start -> {
                    pass();
                    if (start % 20_000 == 0) {
                        heap.accumulateAndGet(used(), Math::max);
                    }
                })) {
            DualAuthleteApi api = scanning(primary, secondary, RATE);
            long before = used();

            begin();
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> !api.readiness().report().remaining().isEmpty());

            ReadinessReport.Remaining found =
                    api.readiness().report().remaining().get(0);
            LOG.info("{} rows a backend: heap +{} MB", ROWS, (heap.get() - before) / MEGABYTE);
            assertThat(found.rows()).as("what the primary lacks").isOne();
            assertThat(found.unread()).isZero();
            assertThat(heap.get() - before).isPositive().isLessThan(64 * MEGABYTE);
            assertThat(mostInASecond()).isBetween(RATE / 2L, RATE + 2L);
            assertThat(asked).hasSizeBetween(2 * PAGES, 2 * PAGES + 10);
        }
    }

    @Test
    @Scenario("K18")
    void aScanAtItsUsualRateSlowsNobody() throws IOException {
        try (ListedBackend primary = new ListedBackend(emulators.primary(), client.id(), ROWS, start -> pass());
                ListedBackend secondary =
                        new ListedBackend(emulators.secondary(), client.id(), ROWS, start -> pass())) {
            DualAuthleteApi api =
                    scanning(primary, secondary, ReadinessSettings.defaults().callsPerSecond());
            String token = new OAuth(api).login(client).access();
            DoubleSupplier calls = () -> median(api, token);
            ratio(calls, calls); // warms up
            double[] same = ratio(calls, calls);
            begin();
            int before = asked.size();
            double[] beside = ratio(() -> during(false, calls), () -> during(true, calls));
            open(true);

            LOG.info(
                    "users' latency beside a scan x {} to {}, without x {} to {}",
                    beside[0],
                    beside[1],
                    same[0],
                    same[1]);
            assertThat(asked.size() - before).as("pages").isGreaterThan(PAIRS);
            assertThat(beside[1])
                    .as("the upper bound of the ratio; without a scan %.3f to %.3f", same[0], same[1])
                    .isLessThan(Math.max(1.10, 1.05 * same[1])); // no less exact than the machine is
        }
    }

    private double during(boolean scanning, DoubleSupplier calls) {
        open(scanning);
        return calls.getAsDouble();
    }

    /** Returns the median latency of a round of calls. */
    private static double median(DualAuthleteApi api, String token) {
        List<Long> times = new ArrayList<>();
        OAuth server = new OAuth(api);
        long end = System.nanoTime() + ROUND;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            assertThat(server.isActive(token)).isTrue();
            times.add(System.nanoTime() - start);
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    /** Returns the 95 % interval of the second's ratio to the first, from pairs of rounds in alternating order. */
    private static double[] ratio(DoubleSupplier first, DoubleSupplier second) {
        double[] logs = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            double one = pair % 2 == 0 ? first.getAsDouble() : 0;
            double other = second.getAsDouble();
            logs[pair] = Math.log(other / (pair % 2 == 0 ? one : first.getAsDouble()));
        }
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance =
                Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() / (PAIRS - 1);
        double half = STUDENT * Math.sqrt(variance / PAIRS);
        return new double[] {Math.exp(mean - half), Math.exp(mean + half)};
    }

    private long mostInASecond() {
        List<Long> times = List.copyOf(asked);
        long most = 0;
        int oldest = 0;
        for (int at = 0; at < times.size(); at++) {
            while (times.get(at) - times.get(oldest) >= SECOND) {
                oldest++;
            }
            most = Math.max(most, at - oldest + 1);
        }
        return most;
    }
}
