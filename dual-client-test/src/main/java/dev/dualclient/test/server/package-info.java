/**
 * An HTTP server on real loopback sockets that fails in every way a backend can fail, on demand. It knows nothing of
 * what it serves. Start at {@link dev.dualclient.test.server.FaultyServer}; what goes wrong is said at
 * {@link dev.dualclient.test.server.Faults}.
 */
@NullMarked
package dev.dualclient.test.server;

import org.jspecify.annotations.NullMarked;
