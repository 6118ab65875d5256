/**
 * Several identity providers for a time: access tokens of each are accepted, in one order, and every doubt ends in a
 * refusal. {@link dev.dualclient.kits.providers.ProvidersAutoConfiguration} sets it up from
 * {@code dual-client.kits.providers}.
 */
@NullMarked
package dev.dualclient.kits.providers;

import org.jspecify.annotations.NullMarked;
