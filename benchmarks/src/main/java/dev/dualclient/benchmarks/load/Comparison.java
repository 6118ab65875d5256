package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.stub.Stubs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Compares ways at points: at each point, every lane gets its turn in every round. */
final class Comparison implements AutoCloseable {

    private static final int WARM_CALLERS = 8;

    private final Effort effort;
    private final Crew crew;
    private final Lanes lanes;
    private final Consumer<String> progress;

    Comparison(Stubs stubs, Effort effort, Consumer<String> progress) {
        this.effort = effort;
        this.crew = new Crew(stubs);
        this.lanes = new Lanes(stubs);
        this.progress = progress;
    }

    Crew crew() {
        return crew;
    }

    List<Series> run(List<Point> points) {
        for (Point point : points) {
            if (point.callers() == WARM_CALLERS && point.delay() == 0) {
                progress.accept("warming up: " + point);
                lanes.of(point).forEach(lane -> crew.steady(lane.way(), lane.tokens(), WARM_CALLERS, effort.warmUp()));
            }
        }
        List<Series> all = new ArrayList<>();
        for (Point point : points) {
            progress.accept(point.toString());
            all.addAll(at(point));
        }
        return all;
    }

    private List<Series> at(Point point) {
        List<Lane> turns = new ArrayList<>(lanes.of(point));
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
        crew.steady(lane.way(), lane.tokens(), point.callers(), effort.before());
        return crew.steady(lane.way(), lane.tokens(), point.callers(), effort.round());
    }

    @Override
    public void close() {
        lanes.close();
        crew.close();
    }
}
