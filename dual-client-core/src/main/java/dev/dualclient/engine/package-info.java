/**
 * What decides about a call and carries it out. Its two public types are those that the root package needs; where to
 * begin reading is {@link dev.dualclient.engine.Engine}.
 */
@NullMarked
package dev.dualclient.engine;

import org.jspecify.annotations.NullMarked;
