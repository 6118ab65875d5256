package dev.dualclient.migration;

import java.time.Instant;

/**
 * A change of how far the migration is. Immutable.
 *
 * @param from what held before
 * @param to what holds from now on
 * @param reason why, in the words of who changed it
 * @param at when it was changed
 * @param forced whether it was changed whatever spoke against it
 */
public record StageChange(StagePolicy from, StagePolicy to, String reason, Instant at, boolean forced) {}
