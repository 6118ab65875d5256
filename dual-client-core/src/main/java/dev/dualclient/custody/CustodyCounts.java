package dev.dualclient.custody;

import java.util.OptionalLong;

/**
 * How much custody holds at a moment. Immutable.
 *
 * @param hints how many credentials this process has a passing idea of
 * @param remembered how many it knows to be the primary's
 * @param outageCache how many it keeps locally for an outage of the store
 * @param stored how many records the store holds; empty where that is costly to tell
 */
public record CustodyCounts(long hints, long remembered, long outageCache, OptionalLong stored) {}
