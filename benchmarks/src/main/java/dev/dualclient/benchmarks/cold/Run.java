package dev.dualclient.benchmarks.cold;

import java.util.List;

/**
 * What the first seconds of one process came to.
 *
 * @param seconds its seconds from the first call on
 */
record Run(List<Second> seconds) {

    /** Returns how many calls ended in the first seconds. */
    double calls(int first) {
        return seconds.stream().limit(first).mapToLong(Second::calls).sum();
    }

    /** Returns the CPU time of a call in the first seconds, in microseconds. */
    double cpuMicros(int first) {
        return seconds.stream().limit(first).mapToLong(Second::cpuMicros).sum() / calls(first);
    }

    long wrong() {
        return seconds.stream().mapToLong(Second::wrong).sum();
    }

    /** Returns a second, or the last one if there are not so many. */
    Second second(int number) {
        return seconds.get(Math.min(number, seconds.size()) - 1);
    }
}
