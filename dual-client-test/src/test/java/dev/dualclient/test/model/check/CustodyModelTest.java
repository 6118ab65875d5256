package dev.dualclient.test.model.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.model.Rule;
import dev.dualclient.test.model.check.Needed.Covered;
import dev.dualclient.test.model.search.Exploration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * B36: the rules of custody keep every promise in all worlds, and each of them is needed. {@link LongSearch} visits larger
 * worlds.
 */
class CustodyModelTest {

    /** How many steps the shortest way to a broken promise may take. */
    private static final int SHORT = 22;

    /** The worlds that take most of the time; all of each is visited by a step of {@code .ci/run} of its own. */
    private static final Set<Worlds> LARGE =
            EnumSet.of(Worlds.REPEATED, Worlds.REVOKED, Worlds.SHIFTING, Worlds.FAMILY, Worlds.MANY);

    /** How many states of a large world are visited at once. */
    private static final int FIRST = 5_000;

    private static final Path DOCUMENT = Path.of("..", "docs", "custody-model.md");
    private static final Pattern TABLE = Pattern.compile("(?s)(<!-- generated -->\\n).*?(\\n<!-- end -->)");

    static Set<Worlds> small() {
        return EnumSet.complementOf(EnumSet.copyOf(LARGE));
    }

    static Set<Worlds> large() {
        return LARGE;
    }

    @ParameterizedTest
    @MethodSource("small")
    @Scenario("B36")
    void withAllRulesNoPromiseIsBroken(Worlds world) {
        keepsEveryPromise(world);
    }

    @Tag("apart")
    @ParameterizedTest
    @MethodSource("large")
    @Scenario("B36")
    void withAllRulesNoPromiseIsBrokenInALargeWorld(Worlds world) {
        keepsEveryPromise(world);
    }

    @Tag("apart")
    @ParameterizedTest
    @MethodSource("large")
    @Scenario("B36")
    void withAllRulesNoPromiseIsBrokenSoonInALargeWorld(Worlds world) {
        Exploration came = world.explore(1, FIRST);
        assertThat(came.violation()).as(came.toString()).isNull();
        assertThat(came.states()).isGreaterThan(FIRST);
    }

    private static void keepsEveryPromise(Worlds world) {
        Exploration came = world.explore();
        assertThat(came.violation()).as(came.toString()).isNull();
        assertThat(came.complete()).as("all states were visited").isTrue();
    }

    @ParameterizedTest
    @MethodSource("needed")
    @Scenario("B36")
    void withoutAnyOneRuleAPromiseIsBrokenSoon(Rule rule, Worlds world) {
        isBrokenSoon(rule, world.without(rule));
    }

    static Stream<Arguments> needed() {
        return Needed.WHERE.entrySet().stream().map(one -> arguments(one.getKey(), one.getValue()));
    }

    @ParameterizedTest
    @MethodSource("covered")
    @Scenario("B36")
    void aRuleThatAnotherOneCoversIsNeededWithoutThat(Rule rule, Covered covered) {
        assertThat(covered.world().without(rule).violation()).isNull();
        assertThat(covered.world().without(covered.cover()).violation()).isNull();
        isBrokenSoon(rule, covered.world().without(rule, covered.cover()));
    }

    static Stream<Arguments> covered() {
        return Needed.COVERED.entrySet().stream().map(one -> arguments(one.getKey(), one.getValue()));
    }

    private static void isBrokenSoon(Rule rule, Exploration came) {
        System.out.println(rule + ", " + came);
        assertThat(came.violation()).isNotNull();
        assertThat(came.trace()).hasSizeLessThanOrEqualTo(SHORT);
    }

    @Test
    void everyRuleIsSeenToBeNeededOrItIsSaidWhyNot() {
        Set<Rule> told = EnumSet.noneOf(Rule.class);
        told.addAll(Needed.WHERE.keySet());
        told.addAll(Needed.COVERED.keySet());
        told.addAll(Needed.NOT_SEEN.keySet());
        assertThat(told).containsExactlyInAnyOrder(Rule.values());
    }

    @Test
    void theDocumentTellsWhatBreaksWithoutEachRule() throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher table = TABLE.matcher(document);
        String written =
                table.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + Needed.table() + found.group(2)));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, written);
        } else {
            assertThat(document).as("run this test with -Ddocs.write=true").isEqualTo(written);
        }
    }
}
