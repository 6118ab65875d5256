/** Authorization requests that clients push before they send the user (RFC 9126). */
@NullMarked
package dev.dualclient.sample.par;

import org.jspecify.annotations.NullMarked;
