package dev.dualclient.benchmarks.cold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.benchmarks.report.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a comparison of first seconds, as brief as can be, tells of every client and every second. */
class ColdComparisonTest {

    private static final int SECONDS = 2;
    private static final Point POINT = new Point(false, 5, 8);

    @TempDir
    private Path output;

    @Test
    @Tag("apart")
    void everyClientAnswersRightlyInItsFirstSeconds() throws Exception {
        Outcome outcome = ColdComparison.run(new Effort(1, SECONDS, 1, List.of(POINT)), output);
        List<String> rows = Files.readAllLines(output.resolve("cold.csv"));
        for (Client client : POINT.clients()) {
            List<String[]> seconds = rows.stream()
                    .filter(row -> row.contains("," + client.words() + ","))
                    .map(row -> row.split(","))
                    .toList();
            assertThat(seconds).as("seconds of " + client).hasSize(SECONDS);
            assertThat(sum(seconds, "calls", rows)).as("calls of " + client).isPositive();
            assertThat(sum(seconds, "wrong", rows))
                    .as("wrong answers of " + client)
                    .isZero();
            assertThat(sum(seconds, "cpu_us", rows)).as("CPU of " + client).isPositive();
        }
        assertThat(outcome.figures()).contains("| " + POINT + " | direct |", "|  | sdk |", "|  | dual |");
        assertThat(output.resolve("cold.svg")).content().contains("<svg");
    }

    private static long sum(List<String[]> seconds, String column, List<String> rows) {
        int field = List.of(rows.get(0).split(",")).indexOf(column);
        return seconds.stream()
                .mapToLong(second -> Long.parseLong(second[field]))
                .sum();
    }
}
