@NullMarked
package dev.dualclient.test.emulator;

import org.jspecify.annotations.NullMarked;
