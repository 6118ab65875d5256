package dev.dualclient.migration.readiness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a node has last told of itself. Immutable.
 *
 * @param name its instance name
 * @param at when, by its own clock; what it wrote at the secondary before is told
 * @param drainedSince since when it lets nothing begin at the secondary, for any client; {@code null} if it does
 * @param storeUpSince since when it has seen the store without a break
 * @param gone whether it has said good-bye
 */
record NodeState(String name, Instant at, @Nullable Instant drainedSince, Instant storeUpSince, boolean gone) {}
