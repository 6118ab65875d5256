/** How a user leaves: at a client's request (OpenID Connect RP-Initiated Logout 1.0). */
@NullMarked
package dev.dualclient.sample.logout;

import org.jspecify.annotations.NullMarked;
