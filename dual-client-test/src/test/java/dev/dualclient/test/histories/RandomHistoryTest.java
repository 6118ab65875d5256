package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.EngineNode;
import dev.dualclient.test.histories.world.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * B19: random histories, the same ones each time, in one process and on a virtual clock. After every answer a model of
 * the truth that knows nothing of custody asks whether something dead was accepted, something alive refused, or something
 * issued twice.
 *
 * <p>A failure tells the seed and the smallest history that fails likewise. {@link LongRun} plays more.
 */
class RandomHistoryTest {

    private static final int HISTORIES = 50;
    private static final int HISTORIES_APART = 200;

    /** By what has once broken a promise. */
    private static final long[] ONCE_BROKEN = {
        634858, // a stranger's kill hid the owner's
        608603, // a crash within a use that did not rotate
        618053, // a claim that was gone when it was met
        647273, // a code of the secondary while the store was down
        537006, // the same, twice
        700105, // a revocation was delivered while the client was locked
        800416, // a claim that was met, for a backend that cannot authenticate the client
        900607, // a repeated answer with what was revoked since
        1046956, // tokens issued while the store was down, under an old kill of many
        1047139, // a stranger's revocation of what was replaced
        2041322, // tokens issued while a kill of many was under way
        3008106, // a revocation of a used refresh token that could be used again
        3015572, // a kill of many and a login at once
        8026911, // a crash between claim and use, and a snapshot older than the copy
        8008796, // a revocation of a refresh token that was claimed, and that no backend shows any more
        4049199 // a kill of many that one backend may have done, and the other had nothing to do
    };

    @Test
    @Scenario("B19")
    void noHistoryContradictsTheTruth() {
        noneContradictsTheTruth(1, HISTORIES);
    }

    @Tag("apart")
    @Test
    @Scenario("B19")
    void noFurtherHistoryContradictsTheTruth() {
        noneContradictsTheTruth(HISTORIES + 1, HISTORIES_APART);
    }

    private static void noneContradictsTheTruth(long first, long last) {
        Node.Kind engine = EngineNode::new;
        List<String> ends = new ArrayList<>();
        Quiet.during(() -> {
            for (long seed = first; seed <= last && ends.size() < 5; seed++) {
                String where = "seed " + seed + ": ";
                Generator.any(seed).play(engine).ifPresent(end -> ends.add(where + shrunk(engine, end)));
            }
        });
        assertThat(ends).isEmpty();
    }

    @Test
    @Scenario("B19")
    void noHistoryThatOnceDidContradictsTheTruth() {
        Node.Kind engine = EngineNode::new;
        List<End> ends = new ArrayList<>();
        Quiet.during(() -> {
            for (long seed : ONCE_BROKEN) {
                Generator.history(seed).play(engine).ifPresent(ends::add);
            }
        });
        assertThat(ends).isEmpty();
    }

    private static End shrunk(Node.Kind kind, End end) {
        return new Shrinker(kind).shrink(end);
    }
}
