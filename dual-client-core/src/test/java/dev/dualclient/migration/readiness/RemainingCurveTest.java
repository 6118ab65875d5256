package dev.dualclient.migration.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.readiness.ReadinessReport.Remaining;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The curve keeps its shape over a day, and its size. */
class RemainingCurveTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:03Z");

    /** A scan every so often, of which each finds one row fewer. */
    private static List<Remaining> curve(Duration every, int scans) {
        List<Remaining> points = new ArrayList<>();
        for (int scan = 0; scan < scans; scan++) {
            points.add(new Remaining(BEGIN.plus(every.multipliedBy(scan)), scans - scan, 0));
            points = RemainingCurve.thinned(points);
        }
        return points;
    }

    @Test
    void scansOfTwoDaysAtEverySecondLeaveFewPointsOfTheLastDay() {
        List<Remaining> kept = curve(Duration.ofSeconds(1), 2 * 24 * 60 * 60);

        Remaining latest = kept.get(kept.size() - 1);
        assertThat(kept)
                .hasSizeBetween(230, 237)
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(latest.rows()).isOne();
        assertThat(Duration.between(kept.get(0).at(), latest.at()))
                .isBetween(Duration.ofMinutes(23 * 60 + 49), Duration.ofHours(24));
        assertThat(kept)
                .filteredOn(point -> Duration.between(point.at(), latest.at()).compareTo(Duration.ofMinutes(15)) <= 0)
                .hasSizeBetween(90, 92);
        for (int at = 1; at < kept.size(); at++) {
            assertThat(Duration.between(kept.get(at - 1).at(), kept.get(at).at()))
                    .as("no gap at %s", kept.get(at).at())
                    .isLessThanOrEqualTo(Duration.ofMinutes(20));
            assertThat(kept.get(at).rows()).isLessThan(kept.get(at - 1).rows());
        }
    }

    @Test
    void scansAtEveryHourAreAllKept() {
        assertThat(curve(Duration.ofHours(1), 20)).hasSize(20);
    }
}
