/**
 * The engine: {@link dev.dualclient.DualClient} decides which backend answers a call.
 */
@NullMarked
package dev.dualclient;

import org.jspecify.annotations.NullMarked;
