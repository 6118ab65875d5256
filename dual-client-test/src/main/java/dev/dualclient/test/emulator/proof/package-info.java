/**
 * What clients prove by the keys that they hold: signatures, certificates, DPoP proofs.
 *
 * <p>Part of the emulators' inside; not for use by tests.
 */
@NullMarked
package dev.dualclient.test.emulator.proof;

import org.jspecify.annotations.NullMarked;
