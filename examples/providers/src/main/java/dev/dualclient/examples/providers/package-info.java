/** A gateway between users of two identity providers and a service, from the first step to the last. */
@NullMarked
package dev.dualclient.examples.providers;

import org.jspecify.annotations.NullMarked;
