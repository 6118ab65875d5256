/**
 * What the model is asked: whether the rules keep every promise in {@linkplain dev.dualclient.test.model.check.Worlds all
 * worlds}, and whether each of them is needed.
 */
@NullMarked
package dev.dualclient.test.model.check;

import org.jspecify.annotations.NullMarked;
