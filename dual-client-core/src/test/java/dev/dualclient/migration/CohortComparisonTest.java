package dev.dualclient.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dualclient.scenario.Scenario;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When the calls of a canary count as worse than those of the others. */
class CohortComparisonTest {

    private static final int WINDOWS = 1_000;

    private final Random random = new Random(20_261_130);

    /** Calls that end as chance has it. */
    private CohortCounts calls(int count, double unanswered, double refused, double slow) {
        long[] durations = new long[CohortCounts.STEPS];
        long noAnswer = 0;
        long no = 0;
        for (int call = 0; call < count; call++) {
            noAnswer += random.nextDouble() < unanswered ? 1 : 0;
            no += random.nextDouble() < refused ? 1 : 0;
            long millis = (long) Math.exp(2.5 + random.nextGaussian() * 0.7 + (random.nextDouble() < slow ? 4 : 0));
            durations[CohortCounts.step(millis)]++;
        }
        return new CohortCounts(count, noAnswer, noAnswer / 2, no, durations);
    }

    @Test
    @Scenario("F13")
    void noiseWithoutADifferenceIsNoReasonToStepBack() {
        int steps = 0;
        for (int window = 0; window < WINDOWS; window++) {
            double unanswered = random.nextDouble() * 0.05;
            double refused = random.nextDouble() * 0.2;
            CohortCounts further = calls(100 + random.nextInt(900), unanswered, refused, 0.01);
            CohortCounts others = calls(1_000 + random.nextInt(4_000), unanswered, refused, 0.01);
            steps += CohortComparison.worse(further, others).isEmpty() ? 0 : 1;
        }
        assertThat(steps).isLessThanOrEqualTo(WINDOWS / 100);
    }

    @Test
    @Scenario("F12")
    void arealDifferenceIsFoundWithinOneWindow() {
        int steps = 0;
        for (int window = 0; window < WINDOWS; window++) {
            CohortCounts further = calls(200, 0.2, 0.02, 0.01);
            CohortCounts others = calls(2_000, 0.01, 0.02, 0.01);
            steps += CohortComparison.worse(further, others).isEmpty() ? 0 : 1;
        }
        assertThat(steps).isGreaterThanOrEqualTo(WINDOWS * 99 / 100);
    }

    @Test
    @Scenario("F14")
    void whereAllSufferNobodyStepsBack() {
        int steps = 0;
        for (int window = 0; window < WINDOWS; window++) {
            steps += CohortComparison.worse(calls(300, 0.5, 0.3, 0.5), calls(3_000, 0.5, 0.3, 0.5))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        assertThat(steps).isLessThanOrEqualTo(WINDOWS / 100);
    }

    @Test
    void refusalsAndSlownessAreFoundTooAndTheFiguresAreTold() {
        assertThat(CohortComparison.worse(calls(500, 0, 0.4, 0), calls(2_000, 0, 0.05, 0)))
                .singleElement()
                .asString()
                .startsWith("refused calls: ");
        List<String> slow = CohortComparison.worse(calls(500, 0, 0, 0.3), calls(2_000, 0, 0, 0));
        assertThat(slow).singleElement().asString().startsWith("calls of more than ");
        assertThat(CohortComparison.worse(calls(99, 1, 1, 1), calls(2_000, 0, 0, 0)))
                .as("too few calls say nothing")
                .isEmpty();
    }

    @Test
    void theChanceIsThatOfFishersTest() {
        // Fisher's tea tasting: 3 of 4 cups right, 8 cups
        assertThat(CohortComparison.chance(3, 4, 1, 4)).isCloseTo(17.0 / 70, within(1e-9));
        assertThat(CohortComparison.chance(4, 4, 0, 4)).isCloseTo(1.0 / 70, within(1e-9));
        assertThat(CohortComparison.chance(0, 100, 0, 1_000)).isCloseTo(1, within(1e-9));
    }
}
