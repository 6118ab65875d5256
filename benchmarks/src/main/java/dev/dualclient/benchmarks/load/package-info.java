/**
 * The load comparison: four ways of asking Authlete side by side. Start at
 * {@link dev.dualclient.benchmarks.load.LoadComparison}.
 */
@NullMarked
package dev.dualclient.benchmarks.load;

import org.jspecify.annotations.NullMarked;
