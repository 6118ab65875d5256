/**
 * The front for servers in any language: Dual Client as an HTTP service that speaks the Authlete Web API. Start at
 * {@link dev.dualclient.gateway.GatewayServlet}.
 */
@NullMarked
package dev.dualclient.gateway;

import org.jspecify.annotations.NullMarked;
