/** What many users see of two servers to which everything happens, for as long as one likes. */
@NullMarked
package dev.dualclient.sample.endurance;

import org.jspecify.annotations.NullMarked;
