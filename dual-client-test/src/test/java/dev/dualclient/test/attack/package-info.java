/**
 * Attacks on the reading of requests: random mutations of valid requests, judged by what the backends hold afterwards.
 * Start at {@link dev.dualclient.test.attack.FuzzRun}.
 */
@NullMarked
package dev.dualclient.test.attack;

import org.jspecify.annotations.NullMarked;
