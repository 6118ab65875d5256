package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.NaiveNode;
import dev.dualclient.test.histories.world.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same histories find what they look for: where any error falls back, and a revocation has worked if it has at one
 * backend, each kind of failure turns up soon, and its smallest history is short.
 */
@Tag("apart")
class NaiveRuleTest {

    private static final int HISTORIES = 1_000;
    private static final int STEPS = 8;
    private static final Node.Kind NAIVE = NaiveNode::new;

    private static final Set<String> KINDS = Set.of(
            "replaced refresh token accepted",
            "revoked access token accepted",
            "issued twice",
            "killed by subject access token accepted");

    /** Codes live at one backend, so this takes a migrator that copies them. */
    private static final String OF_COPIED_CODES = "redeemed code accepted";

    /** The first history that ended in each kind of violation, and in each where the migrator copies codes. */
    private static final Map<String, End> FOUND = new HashMap<>();

    private static final Map<String, End> FOUND_WITH_COPIED_CODES = new HashMap<>();

    @BeforeAll
    static void play() {
        Quiet.during(() -> {
            play(Generator::history, FOUND, KINDS);
            play(Generator::historyWithCopiedCodes, FOUND_WITH_COPIED_CODES, Set.of(OF_COPIED_CODES));
        });
    }

    private static void play(LongFunction<History> histories, Map<String, End> found, Set<String> kinds) {
        for (long seed = 1; seed <= HISTORIES && !found.keySet().containsAll(kinds); seed++) {
            histories
                    .apply(seed)
                    .play(NAIVE)
                    .ifPresent(end -> found.putIfAbsent(end.violation().kind(), end));
        }
    }

    static Stream<Arguments> kinds() {
        return Stream.concat(
                KINDS.stream().sorted().map(kind -> arguments(kind, FOUND)),
                Stream.of(arguments(OF_COPIED_CODES, FOUND_WITH_COPIED_CODES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    @Scenario("B19")
    void theNaiveRuleIsFoundOut(String kind, Map<String, End> found) {
        assertThat(found).as("violations of the first histories").containsKey(kind);
        Quiet.during(() -> {
            End smallest = new Shrinker(NAIVE).shrink(found.get(kind));
            System.out.println(smallest);
            assertThat(smallest.violation().kind()).isEqualTo(kind);
            assertThat(smallest.history().steps()).hasSizeLessThanOrEqualTo(STEPS);
        });
    }
}
