/**
 * One backend: a call to it, its answer, how long it may take, and how an attempt ended. Start at
 * {@link dev.dualclient.backend.GuardedBackend}.
 */
@NullMarked
package dev.dualclient.backend;

import org.jspecify.annotations.NullMarked;
