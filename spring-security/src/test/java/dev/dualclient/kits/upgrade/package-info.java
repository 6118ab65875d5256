/** Scenarios T: upgrade of legacy tokens. */
@NullMarked
package dev.dualclient.kits.upgrade;

import org.jspecify.annotations.NullMarked;
