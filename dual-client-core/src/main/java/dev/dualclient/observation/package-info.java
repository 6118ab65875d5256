/**
 * What is told of an engine: one {@link dev.dualclient.observation.CallEvent} of every call, the
 * {@link dev.dualclient.observation.EngineState} at a moment, and both as meters and spans where Micrometer is there. All of
 * it is free of secrets.
 */
@NullMarked
package dev.dualclient.observation;

import org.jspecify.annotations.NullMarked;
