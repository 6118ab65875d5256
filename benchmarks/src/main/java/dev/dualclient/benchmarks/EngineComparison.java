package dev.dualclient.benchmarks;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link EngineBenchmark} and tells whether the engine is as cheap as it is to be. */
public final class EngineComparison {

    private static final String ALLOCATED = "gc.alloc.rate.norm";
    private static final double KILOBYTE = 1024;

    private EngineComparison() {}

    /**
     * Runs the benchmark, in half a minute.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(EngineBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        RunResult primary = named("primaryKnows", results);
        RunResult secondary = named("secondaryKnows", results);
        List<Target> targets = List.of(
                Target.atMost(10, "engine alone, primary knows: µs", micros(primary), "2 KB answer"),
                Target.atMost(25, "engine alone, with fallback: µs", micros(secondary), "2 KB answer, tokens new"),
                Target.atMost(4, "engine alone, primary knows: KB allocated", kilobytes(primary), "2 KB answer"));
        new Outcome(Command.ENGINE, targets, figures(results)).tell(List.of(options));
    }

    private static RunResult named(String benchmark, Collection<RunResult> results) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(benchmark))
                .findFirst()
                .orElseThrow();
    }

    private static double micros(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double kilobytes(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                        .getScore()
                / KILOBYTE;
    }

    private static String figures(Collection<RunResult> results) {
        StringBuilder text = new StringBuilder("| benchmark | µs | ± | KB |\n|---|--:|--:|--:|\n");
        for (RunResult result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.1f |%n",
                    result.getPrimaryResult().getLabel(),
                    micros(result),
                    result.getPrimaryResult().getScoreError(),
                    kilobytes(result)));
        }
        return text.toString();
    }
}
