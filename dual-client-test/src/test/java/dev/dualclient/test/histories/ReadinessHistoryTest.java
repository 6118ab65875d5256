package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.readiness.Check;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Random migrations in which it is asked at any time whether the secondary can be switched off; when the answer is yes, it
 * is, and a model of the truth compares every further answer with what it would have been. {@link LongRunReadiness} plays
 * more.
 */
class ReadinessHistoryTest {

    private static final int MIGRATIONS = 40;

    @Test
    @Scenario("K2")
    void theAnswerIsNeverWrongAndNearlyAlwaysYesInTheEnd() {
        ReadinessRun run = new ReadinessRun(null);
        List<String> wrong = new ArrayList<>();
        List<Long> late = new ArrayList<>();
        int[] safe = new int[1];
        Quiet.during(() -> {
            for (long seed = 1; seed <= MIGRATIONS; seed++) {
                Optional<End> end = run.play(ReadinessGenerator.history(seed));
                if (end.isPresent()) {
                    wrong.add("seed " + seed + ": " + end.get());
                }
                if (run.boundBroken()) {
                    late.add(seed);
                }
                safe[0] += run.left() ? 1 : 0;
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(late).as("dates that were not kept").isEmpty();
        assertThat(safe[0]).isGreaterThanOrEqualTo(MIGRATIONS / 2);
    }

    @Test
    @Scenario("K4")
    void withoutTheComparisonOfRowsTheAnswerIsWrongAtOnce() {
        ReadinessRun run = new ReadinessRun(Check.Q3);
        List<End> wrong = new ArrayList<>();
        Quiet.during(() -> {
            for (long seed = 1; seed <= MIGRATIONS && wrong.isEmpty(); seed++) {
                run.play(ReadinessGenerator.history(seed)).ifPresent(wrong::add);
            }
        });
        assertThat(wrong).isNotEmpty();
    }
}
