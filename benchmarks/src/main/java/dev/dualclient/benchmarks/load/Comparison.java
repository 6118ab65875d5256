package dev.dualclient.benchmarks.load;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Compares ways at points: at each point, every lane gets its turn in every round. */
final class Comparison {

    /** Few, for the compiler has to find its turn among them. */
    private static final int WARM_CALLERS = 2;

    private static final int QUIET = 20;
    private static final int STEADY_WINDOWS = 3;
    private static final double STEADY = 0.05;

    private final List<WarmUp> warmUps = new ArrayList<>();
    private final CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    private final Effort effort;
    private final Crew crew;
    private final Function<Point, List<Lane>> lanes;
    private final Consumer<String> progress;

    /**
     * Begins.
     *
     * @param lanes the lanes of each point; the first is what the others are compared with
     * @param crew who calls
     * @param effort how long to measure
     * @param progress is told what is done now
     */
    Comparison(Function<Point, List<Lane>> lanes, Crew crew, Effort effort, Consumer<String> progress) {
        this.lanes = lanes;
        this.crew = crew;
        this.effort = effort;
        this.progress = progress;
    }

    List<Series> run(List<Point> points) {
        for (Point point : points) {
            if (point.isFirst()) {
                progress.accept("warming up: " + point);
                lanes.apply(point).forEach(lane -> warmUp(lane, point));
            }
        }
        List<Series> all = new ArrayList<>();
        for (Point point : points) {
            progress.accept(point.toString());
            all.addAll(at(point));
        }
        return all;
    }

    /**
     * Lets a lane run until it is steady: hardly anything is compiled any more, for the compiler's time would count as the
     * calls', and the last windows are about as fast as each other.
     */
    private void warmUp(Lane lane, Point point) {
        double[] lastWindows = new double[STEADY_WINDOWS];
        long begin = System.nanoTime();
        boolean steady = false;
        int window = 0;
        while (!steady && window < effort.warmUpWindows()) {
            long before = compiler.getTotalCompilationTime();
            lastWindows[window++ % STEADY_WINDOWS] = crew.steady(
                            lane.way(), lane.tokens(), WARM_CALLERS, effort.warmUp())
                    .throughput();
            long compiling = compiler.getTotalCompilationTime() - before;
            steady = window >= STEADY_WINDOWS
                    && compiling <= effort.warmUp().toMillis() / QUIET
                    && spread(lastWindows) <= STEADY;
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        warmUps.add(new WarmUp(point, lane.name(), seconds, steady));
    }

    private static double spread(double[] windows) {
        DoubleSummaryStatistics speeds = DoubleStream.of(windows).summaryStatistics();
        return (speeds.getMax() - speeds.getMin()) / speeds.getAverage();
    }

    /** Returns how long each lane took until it was steady. */
    List<WarmUp> warmUps() {
        return List.copyOf(warmUps);
    }

    private List<Series> at(Point point) {
        List<Lane> turns = lanes.apply(point);
        List<Series> series = turns.stream()
                .map(lane -> new Series(point, lane.name(), new ArrayList<>()))
                .toList();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            order.add(i);
        }
        for (int round = 0; round < effort.rounds(); round++) {
            for (int turn : order) {
                series.get(turn).rounds().add(round(point, turns.get(turn)));
            }
            Collections.rotate(order, 1); // nobody always follows the same one
        }
        return series;
    }

    private Round round(Point point, Lane lane) {
        if (point.bursts()) {
            crew.bursts(lane.way(), lane.tokens(), 1);
            return crew.bursts(lane.way(), lane.tokens(), effort.bursts());
        }
        crew.bursts(lane.way(), lane.tokens(), 1); // opens the connections, and makes tokens known that are repeated
        crew.steady(lane.way(), lane.tokens(), point.callers(), effort.before());
        return crew.steady(lane.way(), lane.tokens(), point.callers(), effort.round());
    }
}
