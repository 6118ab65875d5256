/**
 * The front for servers that are written against {@code com.authlete.common.api.AuthleteApi}: the same methods, values
 * and exceptions, answered by two backends. Start at {@link dev.dualclient.authlete.DualAuthleteApi}.
 */
@NullMarked
package dev.dualclient.authlete;

import org.jspecify.annotations.NullMarked;
