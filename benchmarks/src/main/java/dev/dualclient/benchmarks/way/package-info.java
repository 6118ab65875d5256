/** The {@link dev.dualclient.benchmarks.way.Way}s of asking Authlete that are compared. */
@NullMarked
package dev.dualclient.benchmarks.way;

import org.jspecify.annotations.NullMarked;
