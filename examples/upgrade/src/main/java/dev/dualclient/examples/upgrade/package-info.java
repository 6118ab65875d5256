/** A gateway that gives two services new tokens for legacy ones: one service is not ready for them, the other is. */
@NullMarked
package dev.dualclient.examples.upgrade;

import org.jspecify.annotations.NullMarked;
