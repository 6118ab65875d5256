package dev.dualclient.benchmarks.cold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.benchmarks.report.Target;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whether a report of first seconds tells what was measured. */
class ColdReportTest {

    private static final Point SLOW = new Point(false, 5, Point.MANY);

    /** Returns a series whose runs served so many calls in each of twelve seconds. */
    private static Series series(Client client, long... callsPerSecond) {
        List<Run> runs = Stream.of(callsPerSecond)
                .flatMap(counts -> Arrays.stream(counts).boxed())
                .map(calls -> new Run(Stream.generate(() -> new Second(calls, 0, 5000, 9000, 100 * calls))
                        .limit(12)
                        .toList()))
                .toList();
        return new Series(SLOW, client, runs);
    }

    @Test
    void aTargetIsTheMedianOfRoundsBesideEachOther() {
        List<Target> targets = ColdTargets.of(List.of(
                series(Client.DIRECT, 100, 200, 400),
                series(Client.SDK, 100, 200, 400),
                series(Client.DUAL, 95, 180, 340)));
        assertThat(targets)
                .containsExactly(
                        Target.atLeast(0.90, "dual / sdk, calls in the first 10 s at 5 ms", 0.9, "plain, 5 ms, 64"));
    }

    @Test
    void aRowTellsCallsAndRatiosAndEverySecondIsInTheFile() {
        ColdReport report =
                new ColdReport(List.of(series(Client.DIRECT, 200), series(Client.SDK, 100), series(Client.DUAL, 90)));
        assertThat(report.markdown()).contains("| plain, 5 ms, 64 | direct | 200 | 2.00 |", "|  | dual | 90 | 0.90 |");
        assertThat(report.csv().lines()).hasSize(1 + 3 * 12).contains("false,5,64,dual,1,12,90,0,5000,9000,9000");
    }
}
