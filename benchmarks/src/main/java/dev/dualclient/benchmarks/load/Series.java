package dev.dualclient.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The rounds of one lane at one point, interleaved with those of the point's other lanes.
 *
 * @param point the point
 * @param lane the name of the lane
 * @param rounds the rounds in their order
 */
record Series(Point point, String lane, List<Round> rounds) {

    private static final double STEADY = 0.10;

    double median(ToDoubleFunction<Round> measure) {
        return median(rounds.stream().mapToDouble(measure).toArray());
    }

    /** Returns the median of what each round is to the other lane's round beside it. */
    double ratio(Series base, ToDoubleFunction<Round> measure) {
        return median(IntStream.range(0, rounds.size())
                .mapToDouble(i -> measure.applyAsDouble(rounds.get(i)) / measure.applyAsDouble(base.rounds.get(i)))
                .toArray());
    }

    /** Returns by how much the fastest round and the slowest differ, as a share of the median. */
    double spread() {
        double[] sorted =
                rounds.stream().mapToDouble(Round::throughput).sorted().toArray();
        return (sorted[sorted.length - 1] - sorted[0]) / median(sorted);
    }

    boolean isSteady() {
        return spread() <= STEADY;
    }

    long wrong() {
        return rounds.stream().mapToLong(Round::wrong).sum();
    }

    /** Returns the most connections that were opened in a round. */
    long connections() {
        return rounds.stream().mapToLong(Round::connections).max().orElse(0);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
