/** Synthetic calls before the first real one: {@link dev.dualclient.warmup.WarmUp}. */
@NullMarked
package dev.dualclient.warmup;

import org.jspecify.annotations.NullMarked;
