/**
 * One backend, guarded: how many calls it may be at, when it is left alone, and how its answers are told apart. Start at
 * {@link dev.dualclient.backend.GuardedBackend}.
 */
@NullMarked
package dev.dualclient.backend;

import org.jspecify.annotations.NullMarked;
