package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.migration.Stage;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.step.AskReadiness;
import dev.dualclient.test.histories.step.ChangeStage;
import dev.dualclient.test.histories.step.FinishMigration;
import dev.dualclient.test.histories.step.Login;
import dev.dualclient.test.histories.step.Peace;
import dev.dualclient.test.histories.step.PresentAll;
import dev.dualclient.test.histories.world.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** One row that only the secondary has, and that nobody uses. */
    private static final History ONE_ROW_LEFT = new History(
            new Scene(Scene.Refreshes.ROTATING, Scene.Place.BOTH, false, 1, Stage.PRIMARY_FIRST, true, Set.of()),
            List.of(
                    new Login(Login.BEFORE, 0, "john", false),
                    new ChangeStage(0, Stage.DRAIN, false),
                    new Peace(),
                    new FinishMigration(0, false),
                    new AskReadiness(0, Duration.ofHours(25)),
                    new PresentAll(Stage.PRIMARY_ONLY)));

    @Test
    @Scenario("K3")
    void withoutTheComparisonOfRowsALivingTokenWouldBeRefused() {
        ReadinessRun whole = new ReadinessRun(null);
        ReadinessRun without = new ReadinessRun(Check.Q3);
        List<Optional<End>> ends = new ArrayList<>();
        Quiet.during(() -> {
            ends.add(whole.play(ONE_ROW_LEFT));
            ends.add(without.play(ONE_ROW_LEFT));
        });

        assertThat(whole.left()).isFalse();
        assertThat(without.left()).isTrue();
        assertThat(ends.get(0)).isEmpty();
        assertThat(ends.get(1))
                .hasValueSatisfying(
                        end -> assertThat(end.violation().kind()).isEqualTo("living refresh token refused"));
    }
}
