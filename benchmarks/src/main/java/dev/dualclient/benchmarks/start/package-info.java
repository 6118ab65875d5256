/** What the starter adds to an application's start: {@link dev.dualclient.benchmarks.start.StartComparison}. */
@NullMarked
package dev.dualclient.benchmarks.start;

import org.jspecify.annotations.NullMarked;
