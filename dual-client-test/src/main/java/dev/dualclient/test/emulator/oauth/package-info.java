/**
 * What an emulated Authlete server does for the endpoints of an authorization server: authorization, token, introspection,
 * revocation, userinfo. {@code OAuthOperations} lists the operations.
 *
 * <p>Part of the emulators' inside; not for use by tests.
 */
@NullMarked
package dev.dualclient.test.emulator.oauth;

import org.jspecify.annotations.NullMarked;
