package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * B19: random histories, the same ones each time, in one process and on a virtual clock. After every answer a model of
 * the truth that knows nothing of custody asks whether something dead was accepted, something alive refused, or something
 * issued twice.
 *
 * <p>A failure tells the seed and the smallest history that fails likewise. {@link LongRun} plays more.
 */
class RandomHistoryTest {

    private static final int HISTORIES = 2_000;

    @Test
    @DisplayName("B19: nothing dead is accepted, nothing alive refused, nothing issued twice")
    void noHistoryContradictsTheTruth() {
        Node.Kind engine = EngineNode::new;
        List<String> ends = new ArrayList<>();
        Quiet.during(() -> {
            for (long seed = 1; seed <= HISTORIES && ends.size() < 5; seed++) {
                String where = "seed " + seed + ": ";
                Generator.history(seed).play(engine).ifPresent(end -> ends.add(where + shrunk(engine, end)));
            }
        });
        assertThat(ends).isEmpty();
    }

    private static End shrunk(Node.Kind kind, End end) {
        return new Shrinker(kind).shrink(end);
    }
}
