/**
 * The gateway as a process of its own, and the operator's command line. Entry type:
 * {@link dev.dualclient.server.GatewayServer}.
 */
@NullMarked
package dev.dualclient.server;

import org.jspecify.annotations.NullMarked;
