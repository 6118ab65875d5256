/** What the kits for Spring Security cost. */
@NullMarked
package dev.dualclient.benchmarks.kits;

import org.jspecify.annotations.NullMarked;
