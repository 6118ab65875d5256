package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.benchmarks.way.Tokens;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What is to be reached in a comparison. */
final class LoadTargets {

    private static final Predicate<Point> PRIMARY_KNOWS = point -> point.tokens() == Tokens.OF_PRIMARY;
    private static final Predicate<Point> STEADY = PRIMARY_KNOWS.and(point -> !point.bursts());

    /** What one lane is to be, compared with another, at each of some points. */
    private record Goal(
            String name,
            Predicate<Point> where,
            String lane,
            String base,
            ToDoubleFunction<Round> measure,
            boolean atLeast,
            double limit) {

        /** Returns what was reached where that was worst; nothing if no such point was measured. */
        Optional<Target> of(List<Series> all) {
            Comparator<Target> byValue = Comparator.comparingDouble(Target::value);
            return all.stream()
                    .filter(series -> series.lane().equals(lane) && where.test(series.point()))
                    .map(series -> of(series, all))
                    .min(atLeast ? byValue : byValue.reversed());
        }

        private Target of(Series series, List<Series> all) {
            Series beside = all.stream()
                    .filter(other ->
                            other.point().equals(series.point()) && other.lane().equals(base))
                    .findFirst()
                    .orElseThrow();
            boolean steady = series.isSteady() && beside.isSteady();
            return new Target(
                    name, limit, atLeast, series.ratio(beside, measure), series.point() + (steady ? "" : " ~"));
        }
    }

    private static final List<Goal> GOALS = List.of(
            new Goal(
                    "dual / direct, throughput at 5 ms, 64 threads, primary knows",
                    STEADY.and(point -> point.delay() == 5 && point.callers() == Crew.SIZE),
                    Lane.DUAL,
                    Lane.DIRECT,
                    Round::throughput,
                    true,
                    0.97),
            new Goal(
                    "dual / direct, CPU per call at 0 ms",
                    STEADY.and(point -> point.delay() == 0),
                    Lane.DUAL,
                    Lane.DIRECT,
                    Round::cpuMicrosPerCall,
                    false,
                    1.25),
            new Goal("dual / sdk, throughput", STEADY, Lane.DUAL, Lane.SDK, Round::throughput, true, 1.0),
            new Goal(
                    "dual / sdk, CPU per call at 64 threads",
                    STEADY.and(point -> point.callers() == Crew.SIZE),
                    Lane.DUAL,
                    Lane.SDK,
                    Round::cpuMicrosPerCall,
                    false,
                    1.0),
            new Goal(
                    "dual / sdk, p99 in bursts over TLS",
                    point -> point.bursts() && point.secure(),
                    Lane.DUAL,
                    Lane.SDK,
                    round -> round.latencyMicros(99),
                    false,
                    0.5),
            besidePrimary("secondary knows, repeated", Lane.DUAL, Tokens.OF_SECONDARY, 5, 0.95),
            besidePrimary("secondary knows, repeated", Lane.DUAL, Tokens.OF_SECONDARY, 0, 0.95),
            besidePrimary("secondary knows, new", Lane.DUAL, Tokens.NEW_OF_SECONDARY, 5, 0.5),
            besidePrimary("secondary knows, new", Lane.DUAL, Tokens.NEW_OF_SECONDARY, 0, 0.5),
            new Goal(
                    "secondary knows, new, hedge-after 0 / primary knows, throughput at 5 ms, 8 threads",
                    point -> point.tokens() == Tokens.NEW_OF_SECONDARY && point.delay() == 5 && point.callers() == 8,
                    Lane.HEDGED,
                    Lane.DUAL_OF_PRIMARY,
                    Round::throughput,
                    true,
                    0.95));

    private LoadTargets() {}

    private static Goal besidePrimary(String name, String lane, Tokens tokens, int delay, double limit) {
        return new Goal(
                name + " / primary knows, throughput at " + delay + " ms",
                point -> point.tokens() == tokens && point.delay() == delay,
                lane,
                Lane.DUAL_OF_PRIMARY,
                Round::throughput,
                true,
                limit);
    }

    /** Returns all targets of a run. */
    static List<Target> of(List<Series> all, Hanging hanging) {
        List<Target> targets = new ArrayList<>();
        Stream.concat(GOALS.stream().map(goal -> goal.of(all)), Stream.of(newConnections(all)))
                .forEach(target -> target.ifPresent(targets::add));
        targets.add(Target.atLeast(
                hanging.asked(),
                "primary hangs: answered by dual within " + hanging.patience().toSeconds() + " s",
                hanging.byDual(),
                "naive: " + hanging.byNaive()));
        targets.add(Target.atMost(
                1.2,
                "primary hangs, breaker open: p99 / secondary alone",
                hanging.dual().ratio(hanging.direct(), round -> round.latencyMicros(99)),
                hanging.dual().point().toString()));
        return targets;
    }

    private static Optional<Target> newConnections(List<Series> all) {
        return all.stream()
                .filter(series ->
                        series.lane().startsWith(Lane.DUAL) && !series.point().bursts())
                .max(Comparator.comparingLong(Series::connections))
                .map(series -> Target.atMost(
                        0,
                        "dual: new connections in a round of steady load",
                        series.connections(),
                        series.point().toString()));
    }
}
