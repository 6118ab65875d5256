/**
 * Token upgrade: services behind get a new token beside the legacy one, then in its place.
 * {@link dev.dualclient.kits.upgrade.TokenUpgradeAutoConfiguration} sets it up from
 * {@code dual-client.kits.token-upgrade}.
 */
@NullMarked
package dev.dualclient.kits.upgrade;

import org.jspecify.annotations.NullMarked;
