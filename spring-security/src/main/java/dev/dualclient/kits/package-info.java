/**
 * What the kits share. The kits are in the packages below: several identity providers for a time, the upgrade of legacy
 * tokens, and users that migrate when they log in.
 */
@NullMarked
package dev.dualclient.kits;

import org.jspecify.annotations.NullMarked;
