package dev.dualclient.migration;

/**
 * What happened to the calls of some clients within a window. Immutable.
 *
 * @param calls how many calls there were
 * @param unanswered how many of them ended without an answer
 * @param losses how many uses of a credential ended without an answer
 * @param refused how many were refused
 * @param byDuration how many took up to 1, 2, 4, 8 … milliseconds and longer than the step before
 */
record CohortCounts(long calls, long unanswered, long losses, long refused, long[] byDuration) {

    /** How many steps durations have: the last one holds what takes longer than four minutes. */
    static final int STEPS = 20;

    static CohortCounts none() {
        return new CohortCounts(0, 0, 0, 0, new long[STEPS]);
    }

    /** Returns the step that a duration belongs to. */
    static int step(long millis) {
        return Math.min(STEPS - 1, Long.SIZE - Long.numberOfLeadingZeros(Math.max(0, millis)));
    }

    CohortCounts and(CohortCounts other) {
        long[] sum = byDuration.clone();
        for (int step = 0; step < STEPS; step++) {
            sum[step] += other.byDuration[step];
        }
        return new CohortCounts(
                calls + other.calls,
                unanswered + other.unanswered,
                losses + other.losses,
                refused + other.refused,
                sum);
    }

    /** Returns the step within which so large a part of the calls ended. */
    int quantile(double part) {
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += byDuration[step];
            if (seen >= part * calls) {
                return step;
            }
        }
        return STEPS - 1;
    }

    /** Returns how many calls took longer than a step. */
    long slowerThan(int step) {
        long slower = 0;
        for (int after = step + 1; after < STEPS; after++) {
            slower += byDuration[after];
        }
        return slower;
    }
}
