package dev.dualclient.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/** Rounds as they could have been measured. */
final class Rounds {

    private static final int CALLS = 1000;
    private static final long LATENCY = 1_000_000;

    private Rounds() {}

    static Series series(Point point, String lane, double... callsPerSecond) {
        return costing(point, lane, 0, callsPerSecond);
    }

    /** Returns a series in whose rounds a call cost some CPU time. */
    static Series costing(Point point, String lane, long cpuMicros, double... callsPerSecond) {
        List<Round> rounds = DoubleStream.of(callsPerSecond)
                .mapToObj(rate -> new Round(CALLS, 0, CALLS / rate, CALLS * cpuMicros * 1000, 0, 0, latencies()))
                .toList();
        return new Series(point, lane, new ArrayList<>(rounds));
    }

    private static Histogram latencies() {
        Histogram latencies = new Histogram(3);
        latencies.recordValueWithCount(LATENCY, CALLS);
        return latencies;
    }
}
