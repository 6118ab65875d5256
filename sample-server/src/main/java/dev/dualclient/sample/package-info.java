/**
 * A whole authorization server, written against {@code AuthleteApi} as somebody would have written it for one backend.
 * Start at {@link dev.dualclient.sample.SampleServer}.
 */
@NullMarked
package dev.dualclient.sample;

import org.jspecify.annotations.NullMarked;
