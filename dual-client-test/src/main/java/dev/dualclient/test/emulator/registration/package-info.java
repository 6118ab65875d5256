/** Clients that register themselves: dynamically (RFC 7591, RFC 7592) and by OpenID Federation. */
@NullMarked
package dev.dualclient.test.emulator.registration;

import org.jspecify.annotations.NullMarked;
