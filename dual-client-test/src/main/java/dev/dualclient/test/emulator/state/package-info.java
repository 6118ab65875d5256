/**
 * What an Authlete server remembers: services, clients, token rows, tickets, codes, consents. {@code Store} holds it all.
 *
 * <p>Part of the emulators' inside; not for use by tests. The store is not thread-safe: the emulator performs one call at a
 * time. Credentials are kept as hashes only, so that none can be read back.
 */
@NullMarked
package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.NullMarked;
