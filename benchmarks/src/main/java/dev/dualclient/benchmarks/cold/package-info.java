/** The first seconds of a process: {@link dev.dualclient.benchmarks.cold.ColdComparison}. */
@NullMarked
package dev.dualclient.benchmarks.cold;

import org.jspecify.annotations.NullMarked;
