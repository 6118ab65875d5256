/** The server as an entity of a federation, whose relying parties register by the word of those whom it trusts. */
@NullMarked
package dev.dualclient.sample.federation;

import org.jspecify.annotations.NullMarked;
