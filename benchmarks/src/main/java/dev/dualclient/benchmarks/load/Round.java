package dev.dualclient.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What one round of calls came to.
 *
 * @param calls how many calls ended
 * @param wrong how many of them failed, or brought the wrong answer
 * @param seconds how long the round took
 * @param cpuNanos the CPU time of this process
 * @param bytes what this process allocated
 * @param connections how many connections were opened
 * @param latencies how long calls took, in nanoseconds
 */
record Round(long calls, long wrong, double seconds, long cpuNanos, long bytes, long connections, Histogram latencies) {

    double throughput() {
        return calls / seconds;
    }

    double cpuMicrosPerCall() {
        return cpuNanos / 1e3 / calls;
    }

    double kilobytesPerCall() {
        return bytes / 1024.0 / calls;
    }

    double latencyMicros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }
}
