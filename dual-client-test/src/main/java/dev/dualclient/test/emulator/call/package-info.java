/**
 * Calls to an emulated Authlete server and their answers: what the families of operations are written in.
 *
 * <p>Part of the emulators' inside; not for use by tests.
 */
@NullMarked
package dev.dualclient.test.emulator.call;

import org.jspecify.annotations.NullMarked;
