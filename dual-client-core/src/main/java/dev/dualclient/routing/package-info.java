/**
 * The decisions: who is asked, in which order, whether there is a fallback, and whose answer counts. Pure functions,
 * without input or output. Start at {@link dev.dualclient.routing.Router}.
 */
@NullMarked
package dev.dualclient.routing;

import org.jspecify.annotations.NullMarked;
