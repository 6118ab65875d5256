package dev.dualclient.custody;

import java.time.Duration;

/**
 * What one backend has not acknowledged at a moment, and what has become of rows in this process. Immutable.
 *
 * @param rows how many rows there are
 * @param blocking how many of them stand in the way of what they name
 * @param oldest how long the oldest of those has been pending, zero if there is none
 * @param delivered how many rows this process has delivered
 * @param failed how many of its tries failed
 * @param discarded how many rows were given up here
 */
public record OutboxState(int rows, int blocking, Duration oldest, long delivered, long failed, long discarded) {}
