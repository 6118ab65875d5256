package dev.dualclient.benchmarks.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * What is to be reached, and the worst that was.
 *
 * @param name what is measured
 * @param limit what it is to be
 * @param atLeast whether the limit is the least, rather than the most
 * @param worst the worst value
 * @param where at which point that was
 */
record Target(String name, double limit, boolean atLeast, double worst, String where) {

    /** Returns all targets of a run. */
    static List<Target> of(List<Series> all, Hanging hanging) {
        Reached reached = new Reached(all);
        Predicate<Point> primary = point -> point.tokens() == Tokens.OF_PRIMARY;
        Predicate<Point> steady = primary.and(point -> !point.bursts());
        reached.atLeast(
                0.97,
                "dual / direct, throughput at 5 ms, primary knows",
                steady.and(point -> point.delay() == 5),
                Lane.DUAL,
                Lane.DIRECT,
                Round::throughput);
        reached.atMost(
                1.10,
                "dual / direct, CPU per call at 0 ms",
                steady.and(point -> point.delay() == 0),
                Lane.DUAL,
                Lane.DIRECT,
                Round::cpuMicrosPerCall);
        reached.atLeast(1.0, "dual / sdk, throughput", steady, Lane.DUAL, Lane.SDK, Round::throughput);
        reached.atMost(
                1.0,
                "dual / sdk, CPU per call at 64 threads",
                steady.and(point -> point.callers() == Crew.SIZE),
                Lane.DUAL,
                Lane.SDK,
                Round::cpuMicrosPerCall);
        reached.atMost(
                0.5,
                "dual / sdk, p99 in bursts over TLS",
                point -> point.bursts() && point.secure(),
                Lane.DUAL,
                Lane.SDK,
                round -> round.latencyMicros(99));
        reached.atLeast(
                0.95,
                "secondary knows, repeated / primary knows, throughput",
                point -> point.tokens() == Tokens.OF_SECONDARY,
                Lane.DUAL,
                Lane.DUAL_OF_PRIMARY,
                Round::throughput);
        reached.atLeast(
                0.5,
                "secondary knows, new / primary knows, throughput",
                point -> point.tokens() == Tokens.NEW_OF_SECONDARY,
                Lane.DUAL,
                Lane.DUAL_OF_PRIMARY,
                Round::throughput);
        reached.atLeast(
                0.9,
                "the same with hedge-after 0",
                point -> point.tokens() == Tokens.NEW_OF_SECONDARY,
                Lane.HEDGED,
                Lane.DUAL_OF_PRIMARY,
                Round::throughput);
        reached.add(
                true,
                hanging.asked(),
                "primary hangs: answered by dual within " + hanging.patience().toSeconds() + " s",
                hanging.byDual(),
                "naive: " + hanging.byNaive());
        reached.add(
                false,
                1.2,
                "primary hangs, breaker open: p99 / secondary alone",
                hanging.dual().ratio(hanging.direct(), round -> round.latencyMicros(99)),
                hanging.dual().point().toString());
        reached.newConnections();
        return reached.targets;
    }

    boolean isMet() {
        return atLeast ? worst >= limit : worst <= limit;
    }

    String bound() {
        return (atLeast ? "≥ " : "≤ ") + (limit == Math.rint(limit) ? String.valueOf((long) limit) : text(limit));
    }

    String reached() {
        return worst == Math.rint(worst) ? String.valueOf((long) worst) : text(worst);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static final class Reached {

        private final List<Target> targets = new ArrayList<>();
        private final List<Series> all;

        Reached(List<Series> all) {
            this.all = all;
        }

        void atLeast(
                double limit,
                String name,
                Predicate<Point> where,
                String lane,
                String base,
                ToDoubleFunction<Round> measure) {
            worst(true, limit, name, where, lane, base, measure);
        }

        void atMost(
                double limit,
                String name,
                Predicate<Point> where,
                String lane,
                String base,
                ToDoubleFunction<Round> measure) {
            worst(false, limit, name, where, lane, base, measure);
        }

        private void worst(
                boolean atLeast,
                double limit,
                String name,
                Predicate<Point> where,
                String lane,
                String base,
                ToDoubleFunction<Round> measure) {
            Target worst = null;
            for (Series series : all) {
                if (series.lane().equals(lane) && where.test(series.point())) {
                    double value = series.ratio(at(series.point(), base), measure);
                    boolean worse = worst == null || (atLeast ? value < worst.worst() : value > worst.worst());
                    worst = worse
                            ? new Target(
                                    name, limit, atLeast, value, series.point().toString())
                            : worst;
                }
            }
            if (worst != null) {
                targets.add(worst);
            }
        }

        private Series at(Point point, String lane) {
            return all.stream()
                    .filter(series ->
                            series.point().equals(point) && series.lane().equals(lane))
                    .findFirst()
                    .orElseThrow();
        }

        void newConnections() {
            all.stream()
                    .filter(series -> series.lane().startsWith(Lane.DUAL)
                            && !series.point().bursts())
                    .max(Comparator.comparingLong(Series::connections))
                    .ifPresent(series -> add(
                            false,
                            0,
                            "dual: new connections in a round of steady load",
                            series.connections(),
                            series.point().toString()));
        }

        void add(boolean atLeast, double limit, String name, double value, String where) {
            targets.add(new Target(name, limit, atLeast, value, where));
        }
    }
}
