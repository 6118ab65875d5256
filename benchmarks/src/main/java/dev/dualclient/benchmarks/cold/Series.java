package dev.dualclient.benchmarks.cold;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The runs of one client at one point, interleaved with those of the point's other clients.
 *
 * @param point the point
 * @param client the client
 * @param runs the runs in their order
 */
record Series(Point point, Client client, List<Run> runs) {

    double median(ToDoubleFunction<Run> measure) {
        return median(runs.stream().mapToDouble(measure).toArray());
    }

    /** Returns the median of what each run is to the other client's run of the same round. */
    double ratio(Series base, ToDoubleFunction<Run> measure) {
        return median(IntStream.range(0, runs.size())
                .mapToDouble(i -> measure.applyAsDouble(runs.get(i)) / measure.applyAsDouble(base.runs.get(i)))
                .toArray());
    }

    /** Returns the series of another client at the same point. */
    Series beside(Client other, List<Series> all) {
        return all.stream()
                .filter(series -> series.point.equals(point) && series.client == other)
                .findFirst()
                .orElseThrow();
    }

    long wrong() {
        return runs.stream().mapToLong(Run::wrong).sum();
    }

    int seconds() {
        return runs.get(0).seconds().size();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
