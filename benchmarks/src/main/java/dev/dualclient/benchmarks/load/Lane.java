package dev.dualclient.benchmarks.load;

import dev.dualclient.benchmarks.way.Tokens;
import dev.dualclient.benchmarks.way.Way;

/**
 * One way at one point.
 *
 * @param name what the lane is called in tables
 * @param way the way
 * @param tokens what it is asked about
 */
record Lane(String name, Way way, Tokens tokens) {

    /** What everything is compared with. */
    static final String DIRECT = "direct";

    static final String SDK = "sdk";
    static final String DUAL = "dual";
    static final String HEDGED = "dual hedged";
    static final String NAIVE = "naive";

    /** Dual Client asked about what the primary knows, beside the same asked about what only the secondary knows. */
    static final String DUAL_OF_PRIMARY = "dual, of primary";
}
