/**
 * What users meet: {@link dev.dualclient.DualClient}, a client of the Authlete Web API with two backends, and its builder.
 */
@NullMarked
package dev.dualclient;

import org.jspecify.annotations.NullMarked;
