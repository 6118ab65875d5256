package dev.dualclient.test.histories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.histories.History.End;
import dev.dualclient.test.histories.world.NaiveNode;
import dev.dualclient.test.histories.world.Node;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same histories find what they look for: where any error falls back, and a revocation has worked if it has at one
 * backend, each kind of failure turns up soon, and its smallest history is short.
 */
class NaiveRuleTest {

    private static final int HISTORIES = 1_000;
    private static final int STEPS = 8;

    @ParameterizedTest
    @Scenario("B19")
    @CsvSource({
        "replaced refresh token accepted, false",
        "revoked access token accepted, false",
        "redeemed code accepted, true", // codes live at one backend, so it takes a migrator that copies them
        "issued twice, false",
        "killed by subject access token accepted, false"
    })
    void theNaiveRuleIsFoundOut(String kind, boolean codesCopied) {
        Node.Kind naive = NaiveNode::new;
        LongFunction<History> histories = codesCopied ? Generator::historyWithCopiedCodes : Generator::history;
        Quiet.during(() -> {
            Optional<End> found = LongStream.rangeClosed(1, HISTORIES)
                    .mapToObj(histories)
                    .flatMap(history -> history.play(naive).stream())
                    .filter(end -> end.violation().kind().equals(kind))
                    .findFirst();

            assertThat(found).as("a history that ends in: %s", kind).isPresent();
            End smallest = new Shrinker(naive).shrink(found.orElseThrow());
            System.out.println(smallest);
            assertThat(smallest.violation().kind()).isEqualTo(kind);
            assertThat(smallest.history().steps()).hasSizeLessThanOrEqualTo(STEPS);
        });
    }
}
