/**
 * What is told of every call: one {@link dev.dualclient.observation.CallEvent}, free of secrets.
 */
@NullMarked
package dev.dualclient.observation;

import org.jspecify.annotations.NullMarked;
