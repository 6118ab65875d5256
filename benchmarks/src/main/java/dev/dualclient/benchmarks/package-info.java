/** Benchmarks, run by hand. */
@NullMarked
package dev.dualclient.benchmarks;

import org.jspecify.annotations.NullMarked;
