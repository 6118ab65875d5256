/** Other processes that a benchmark starts, for what can be measured once only in a process. */
@NullMarked
package dev.dualclient.benchmarks.process;

import org.jspecify.annotations.NullMarked;
