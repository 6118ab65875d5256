/** Dual Client as an HTTP service, seen from its callers. */
@NullMarked
package dev.dualclient.test.gateway;

import org.jspecify.annotations.NullMarked;
