/** The token endpoint, and the grants whose tokens this server itself decides about. */
@NullMarked
package dev.dualclient.sample.token;

import org.jspecify.annotations.NullMarked;
