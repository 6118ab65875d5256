/** Keys in hardware, and signatures. */
@NullMarked
package dev.dualclient.test.emulator.keys;

import org.jspecify.annotations.NullMarked;
