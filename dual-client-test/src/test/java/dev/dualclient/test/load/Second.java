package dev.dualclient.test.load;

import org.HdrHistogram.Histogram;

/** One second of a {@link Journal}: the requests that ended in it, and how much the process held when it began. */
final class Second {

    private static final int DIGITS = 2;
    private static final double MEGABYTE = 1 << 20;

    private final Histogram micros = new Histogram(DIGITS);
    private final double heapMegabytes;
    private final int threads;
    private long wrong;
    private long failed;

    Second() {
        Runtime runtime = Runtime.getRuntime();
        heapMegabytes = (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
        threads = Thread.activeCount();
    }

    void add(Outcome outcome, long latency) {
        micros.recordValue(latency);
        wrong += outcome == Outcome.WRONG ? 1 : 0;
        failed += outcome == Outcome.FAILED ? 1 : 0;
    }

    long requests() {
        return micros.getTotalCount();
    }

    long wrong() {
        return wrong;
    }

    /** Returns the share of requests that were answered, in percent. */
    double availability() {
        return requests() == 0 ? 100 : 100 - 100.0 * failed / requests();
    }

    double millis(int percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    double heapMegabytes() {
        return heapMegabytes;
    }

    int threads() {
        return threads;
    }
}
