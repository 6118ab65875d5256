/**
 * Puts Dual Client into a server that was written without it: a container starts it with the application, because its jar is
 * in {@code WEB-INF/lib}. Entry type: {@link dev.dualclient.dropin.DropIn}.
 */
@NullMarked
package dev.dualclient.dropin;

import org.jspecify.annotations.NullMarked;
