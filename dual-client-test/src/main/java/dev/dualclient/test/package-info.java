/**
 * The test kit: a {@link dev.dualclient.test.DualClientTest} gets two emulators, a token migrator between them, and a
 * {@link dev.dualclient.authlete.DualAuthleteApi} over both.
 */
@NullMarked
package dev.dualclient.test;

import org.jspecify.annotations.NullMarked;
