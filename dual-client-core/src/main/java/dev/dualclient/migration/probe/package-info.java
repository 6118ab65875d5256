/**
 * Experiments with a test client that answer what no documentation of Authlete does, and the look at one token at both
 * backends: {@link dev.dualclient.migration.probe.Probe} and {@link dev.dualclient.migration.probe.TokenVerifier}.
 */
@NullMarked
package dev.dualclient.migration.probe;

import org.jspecify.annotations.NullMarked;
