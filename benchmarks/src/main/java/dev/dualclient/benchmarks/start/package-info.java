/** How much longer an application takes to start with the starter: {@link dev.dualclient.benchmarks.start.StartComparison}. */
@NullMarked
package dev.dualclient.benchmarks.start;

import org.jspecify.annotations.NullMarked;
