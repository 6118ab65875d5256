package dev.dualclient.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Whether a comparison shows what there is to see. */
class ComparisonTest {

    private static final Effort SHORT =
            new Effort(3, Duration.ofMillis(60), Duration.ofMillis(5), 2, Duration.ofMillis(1), 3, Duration.ZERO);
    private static final Point ALONE = new Point(false, 5, 1, Tokens.OF_PRIMARY, false);

    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong connections = new AtomicLong();

    /** Does the same so many times for each call, and allocates. */
    private record Idler(int times, int kilobytes, boolean answer) implements Way {

        @Override
        public boolean isAccepted(String token) {
            for (int i = 0; i < times; i++) {
                LockSupport.parkNanos(MILLISECOND);
            }
            return new byte[kilobytes << 10].length > 0 == answer;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private List<Series> compared(Point point, Way... ways) {
        List<Lane> lanes = new ArrayList<>();
        for (Way way : ways) {
            lanes.add(new Lane(lanes.isEmpty() ? Lane.DIRECT : "way " + lanes.size(), way, point.tokens()));
        }
        try (Crew crew = new Crew(new Cost(connections::get))) {
            return new Comparison(any -> lanes, crew, SHORT, progress -> {}).run(List.of(point));
        }
    }

    private static Idler idler(int times) {
        return new Idler(times, 1, true);
    }

    @Test
    void aWayThatTakesLongerIsThatMuchSlower() {
        List<Series> series = compared(ALONE, idler(1), idler(1), idler(5));
        assertThat(series.get(0).ratio(series.get(0), Round::throughput)).isEqualTo(1);
        assertThat(series.get(2).ratio(series.get(0), Round::throughput)).isLessThan(0.5);
        assertThat(series.get(2).ratio(series.get(1), round -> round.latencyMicros(50)))
                .isGreaterThan(2);
    }

    @Test
    void whatAWayAllocatesIsCountedPerCall() {
        List<Series> series = compared(ALONE, idler(1), new Idler(1, 2000, true));
        double more =
                series.get(1).median(Round::kilobytesPerCall) - series.get(0).median(Round::kilobytesPerCall);
        assertThat(more).isBetween(1800.0, 2200.0);
    }

    @Test
    void everyWayHasEveryRoundAndWrongAnswersAreCounted() {
        List<Series> series = compared(ALONE, idler(1), new Idler(1, 1, false));
        assertThat(series).extracting(one -> one.rounds().size()).containsOnly(SHORT.rounds());
        assertThat(series.get(0).wrong()).isZero();
        assertThat(series.get(1).wrong())
                .isEqualTo(
                        series.get(1).rounds().stream().mapToLong(Round::calls).sum())
                .isPositive();
    }

    @Test
    void inBurstsAllCallOnceAtATime() {
        Point bursts = new Point(false, 5, Crew.SIZE, Tokens.OF_PRIMARY, true);
        Series series = compared(bursts, idler(1)).get(0);
        assertThat(series.rounds()).extracting(Round::calls).containsOnly((long) SHORT.bursts() * Crew.SIZE);
    }

    @Test
    void connectionsAreThoseOfTheRound() {
        Way opening = new Way() {
            @Override
            public boolean isAccepted(String token) {
                LockSupport.parkNanos(MILLISECOND);
                connections.incrementAndGet();
                return true;
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
        Series series = compared(ALONE, opening).get(0);
        assertThat(series.rounds())
                .allSatisfy(round -> assertThat(round.connections()).isEqualTo(round.calls()));
    }
}
