/**
 * What an emulated Authlete server does for operators: services, clients, tokens, consents. {@code ManagementOperations}
 * lists the operations.
 *
 * <p>Part of the emulators' inside; not for use by tests.
 */
@NullMarked
package dev.dualclient.test.emulator.management;

import org.jspecify.annotations.NullMarked;
