package dev.dualclient.test.histories.truth;

/** What is so around a call. */
public interface Circumstances {

    /** Returns the time, in milliseconds since the epoch. */
    long now();

    /** Whether all is well: backends and store are up, and nothing that is to be done later is left. */
    boolean peace();

    /**
     * Whether an acceptance of what died then is excused: while a node has no store, it cannot know of a death of the
     * last second, nor recognise a late copy of what died longer ago than the migrator's lag.
     */
    boolean excuse(long diedAt);

    /** Whether a death then is longer ago than a migrator writes late, so that some deaths may be forgotten. */
    boolean afterLag(long diedAt);

    /** Whether nodes know no more than what they have seen themselves. */
    boolean withoutStore();

    /** Whether the migrator writes rows again that it has written before (M5). */
    boolean rowsWrittenAgain();
}
