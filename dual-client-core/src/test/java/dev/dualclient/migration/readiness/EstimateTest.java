package dev.dualclient.migration.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.readiness.Estimate.Point;
import dev.dualclient.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the tokens that only the secondary has will likely be gone. */
class EstimateTest {

    private static final Instant START = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    @Scenario("K14")
    void theDatesBracketTheTrueOneInMostMigrations() {
        Random random = new Random(14);
        int bracketed = 0;
        int estimated = 0;
        for (int migration = 0; migration < 200; migration++) {
            double perHour = 0.02 + random.nextDouble() * 0.05; // the part of the rows that moves
            long rows = 2_000 + random.nextInt(20_000);
            List<Point> points = new ArrayList<>();
            long left = rows;
            int hour = 0;
            while (left > rows / 10) {
                points.add(new Point(START.plus(Duration.ofHours(hour)), left));
                left = moved(left, perHour, random);
                hour++;
            }
            Estimate estimate = Estimate.of(points);
            while (left > 0) {
                left = moved(left, perHour, random);
                hour++;
            }
            Instant end = START.plus(Duration.ofHours(hour));
            if (estimate != null) {
                estimated++;
                Duration slack = Duration.between(START, end).dividedBy(5);
                boolean early = !estimate.early().minus(slack).isAfter(end);
                boolean late =
                        estimate.late() == null || !estimate.late().plus(slack).isBefore(end);
                bracketed += early && late ? 1 : 0;
            }
        }
        assertThat(estimated).isGreaterThan(150);
        assertThat(bracketed).isGreaterThanOrEqualTo(estimated * 80 / 100);
    }

    private static long moved(long rows, double part, Random random) {
        long left = rows;
        for (long row = 0; row < rows; row++) {
            left -= random.nextDouble() < part ? 1 : 0;
        }
        return left;
    }

    @Test
    @Scenario("K14")
    void aPlateauHasNoDate() {
        List<Point> points = new ArrayList<>();
        for (int hour = 0; hour < 48; hour++) {
            points.add(new Point(START.plus(Duration.ofHours(hour)), 500));
        }
        assertThat(Estimate.of(points)).isNull();
        assertThat(Estimate.of(points.subList(0, 3))).isNull();
        assertThat(Estimate.of(List.of())).isNull();
    }
}
