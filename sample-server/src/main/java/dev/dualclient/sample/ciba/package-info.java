/**
 * Client-initiated backchannel authentication (OpenID Connect CIBA Core 1.0): a client asks, the user answers on a page
 * of this server or on an authentication device, and the client polls for it or is told.
 */
@NullMarked
package dev.dualclient.sample.ciba;

import org.jspecify.annotations.NullMarked;
