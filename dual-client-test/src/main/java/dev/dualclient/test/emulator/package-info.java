/**
 * Emulators of Authlete 2.3 and 3.0: real sockets, real state, the protocol's rules, and faults on demand.
 */
@NullMarked
package dev.dualclient.test.emulator;

import org.jspecify.annotations.NullMarked;
