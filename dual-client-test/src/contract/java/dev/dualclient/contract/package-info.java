/** What implementations of an interface of the core promise: tests that each of them inherits. */
@NullMarked
package dev.dualclient.contract;

import org.jspecify.annotations.NullMarked;
