/** The device flow (RFC 8628): what a device asks for, and the pages on which its user decides. */
@NullMarked
package dev.dualclient.sample.device;

import org.jspecify.annotations.NullMarked;
