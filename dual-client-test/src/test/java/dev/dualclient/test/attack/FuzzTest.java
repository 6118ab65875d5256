package dev.dualclient.test.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.emulator.FormParsing;
import dev.dualclient.test.histories.Quiet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random mutations of valid requests of every operation, the same ones each time, against backends that read forms in
 * different ways. No credential may come to life, and nothing may die that the plain request would not have ended.
 *
 * <p>A failure tells the seed and the smallest mutation. {@link FuzzRun} plays more.
 */
class FuzzTest {

    private static final int MUTATIONS = 150;

    /** By what has once done harm: white space before the name of a field. */
    private static final long ONCE_HARMFUL = 40066137;

    @ParameterizedTest
    @EnumSource
    @Scenario({"N1", "N2", "N3", "N4", "N5"})
    void noMutationBringsAnythingToLifeOrEndsAnythingElse(FormParsing parsing) {
        Fuzz fuzz = new Fuzz(parsing);
        List<String> harm = new ArrayList<>();
        Quiet.during(() -> {
            for (long seed = 1; seed <= MUTATIONS; seed++) {
                fuzz.play(seed).ifPresent(harm::add);
            }
            fuzz.play(ONCE_HARMFUL).ifPresent(harm::add);
        });
        assertThat(harm).isEmpty();
        assertThat(fuzz.statuses().getOrDefault(400, 0))
                .as("%s", fuzz.statuses())
                .isBetween(MUTATIONS / 10, MUTATIONS / 2);
    }
}
