/** What the memory of custody needs: room in the process, and round trips to a shared store. */
@NullMarked
package dev.dualclient.benchmarks.store;

import org.jspecify.annotations.NullMarked;
