/** Backends that answer introspection and nothing else, in a process of their own. */
@NullMarked
package dev.dualclient.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
