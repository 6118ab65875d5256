package dev.dualclient.benchmarks.load;

import static dev.dualclient.benchmarks.load.Rounds.costing;
import static dev.dualclient.benchmarks.load.Rounds.series;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.benchmarks.way.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether a report tells what was measured, and how far it can be relied on. */
class ReportTest {

    private static final Point QUICK = new Point(false, 0, 1, Tokens.OF_PRIMARY, false);
    private static final Point SLOW = new Point(false, 5, Crew.SIZE, Tokens.OF_PRIMARY, false);
    private static final Series DIRECT = costing(QUICK, Lane.DIRECT, 100, 1000, 1000, 1000);

    private static List<Target> targets(Series... all) {
        Series alone = series(SLOW, Lane.DIRECT, 100);
        return LoadTargets.of(List.of(all), new Hanging(200, 200, 0, Duration.ofSeconds(20), alone, alone));
    }

    private static Target named(String name, List<Target> targets) {
        return targets.stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void roundsThatDifferAreReportedAsSuch() {
        Series steady = series(QUICK, "steady", 1000, 1040, 1099);
        Series unsteady = series(QUICK, "unsteady", 1000, 1000, 1200);
        assertThat(steady.isSteady()).isTrue();
        assertThat(unsteady.isSteady()).isFalse();
        List<String> rows = new Report(List.of(DIRECT, steady, unsteady), List.of())
                .markdown()
                .lines()
                .filter(line -> line.contains("steady |"))
                .toList();
        assertThat(rows.get(0)).doesNotContain("~");
        assertThat(rows.get(1)).endsWith("| ~ 20 % |");
    }

    @Test
    void aReportTellsHowLongTheWarmUpTookAndWhetherItWasEnough() {
        Report report = new Report(
                List.of(DIRECT),
                List.of(new WarmUp(QUICK, Lane.DIRECT, 9, true), new WarmUp(QUICK, Lane.DUAL, 30, false)));
        assertThat(report.markdown())
                .endsWith("\nSteady after this warm-up:\n\n- " + QUICK + ": direct 9 s; dual 30 s, not steady\n");
    }

    @Test
    void aRatioIsTheMedianOfRoundsBesideEachOther() {
        Series drifting = series(QUICK, Lane.DIRECT, 1000, 2000, 4000);
        assertThat(series(QUICK, "half", 500, 1000, 2000).ratio(drifting, Round::throughput))
                .isEqualTo(0.5);
    }

    @Test
    void theWorstPointDecidesOnATarget() {
        Series beside = series(SLOW, Lane.DIRECT, 1000, 1000, 1000);
        Target cpu = named(
                "dual / direct, CPU per call at 0 ms",
                targets(
                        DIRECT,
                        costing(QUICK, Lane.DUAL, 130, 1000, 1000, 1000),
                        costing(QUICK, Lane.SDK, 100, 1000, 1000, 1000)));
        assertThat(cpu.value()).isEqualTo(1.3);
        assertThat(cpu.isMet()).isFalse();
        assertThat(cpu.where()).isEqualTo(QUICK.toString());

        Target throughput = named(
                "dual / sdk, throughput",
                targets(
                        DIRECT,
                        series(QUICK, Lane.DUAL, 2000, 2000, 2000),
                        series(QUICK, Lane.SDK, 1000, 1000, 1000),
                        beside,
                        series(SLOW, Lane.DUAL, 900, 900, 900),
                        series(SLOW, Lane.SDK, 500, 1000, 1000)));
        assertThat(throughput.value()).isEqualTo(0.9);
        assertThat(throughput.where()).isEqualTo(SLOW + " ~");
    }

    @Test
    void aTargetOfWhichNothingWasMeasuredIsNotClaimed() {
        assertThat(targets(DIRECT))
                .extracting(Target::name)
                .containsExactly(
                        "primary hangs: answered by dual within 20 s",
                        "primary hangs, breaker open: p99 / secondary alone");
    }
}
