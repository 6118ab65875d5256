package dev.dualclient.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares the calls of those clients that the primary leads for with those of the others, and says what is worse: by so
 * much that it matters, and so surely that chance would show it in less than one of a hundred thousand windows. Pure.
 */
final class CohortComparison {

    /** Fewer calls than that say nothing. */
    static final long LEAST_CALLS = 100;

    private static final double CHANCE = 1e-5;
    private static final double LEAST_DIFFERENCE = 0.02;
    private static final double LEAST_RATIO = 2;
    private static final double NEARLY_ALL = 0.99;

    private CohortComparison() {}

    /** Returns what is worse for those that are further, each as a sentence without a full stop; nothing if nothing is. */
    static List<String> worse(CohortCounts further, CohortCounts others) {
        List<String> worse = new ArrayList<>();
        if (further.calls() < LEAST_CALLS || others.calls() < LEAST_CALLS) {
            return worse;
        }
        compare("calls without an answer", further.unanswered(), further, others.unanswered(), others, worse);
        compare("lost uses of credentials", further.losses(), further, others.losses(), others, worse);
        compare("refused calls", further.refused(), further, others.refused(), others, worse);
        int usual = others.quantile(NEARLY_ALL) + 1; // twice as long as nearly all of the others
        if (usual < CohortCounts.STEPS) {
            compare(
                    "calls of more than " + (1L << usual) + " ms",
                    further.slowerThan(usual),
                    further,
                    others.slowerThan(usual),
                    others,
                    worse);
        }
        return worse;
    }

    private static void compare(
            String what, long bad, CohortCounts further, long usual, CohortCounts others, List<String> worse) {
        double rate = (double) bad / further.calls();
        double usualRate = (double) usual / others.calls();
        if (rate - usualRate >= LEAST_DIFFERENCE
                && rate >= LEAST_RATIO * usualRate
                && chance(bad, further.calls(), usual, others.calls()) < CHANCE) {
            worse.add(String.format(
                    Locale.ROOT,
                    "%s: %.1f %% of %d calls that 3.0 leads, %.1f %% of %d others",
                    what,
                    rate * 100,
                    further.calls(),
                    usualRate * 100,
                    others.calls()));
        }
    }

    /**
     * Returns how likely it is that at least so many of the bad calls fall to the further ones if they are no worse: Fisher's
     * exact test, one-sided.
     */
    static double chance(long bad, long calls, long otherBad, long otherCalls) {
        long allBad = bad + otherBad;
        long all = calls + otherCalls;
        double sum = 0;
        for (long more = bad; more <= Math.min(allBad, calls); more++) {
            double term = Math.exp(choose(calls, more) + choose(otherCalls, allBad - more) - choose(all, allBad));
            sum += term;
            if (term < sum * 1e-12) {
                break; // the rest is nothing beside it
            }
        }
        return Math.min(1, sum);
    }

    /** Returns the logarithm of the number of ways to choose. */
    private static double choose(long all, long chosen) {
        return chosen < 0 || chosen > all
                ? Double.NEGATIVE_INFINITY
                : logFactorial(all) - logFactorial(chosen) - logFactorial(all - chosen);
    }

    /** Stirling's series, which is exact to ten digits from ten on. */
    private static double logFactorial(long n) {
        if (n < 10) {
            double product = 1;
            for (long factor = 2; factor <= n; factor++) {
                product *= factor;
            }
            return Math.log(product);
        }
        double x = n + 1.0;
        return (x - 0.5) * Math.log(x)
                - x
                + 0.5 * Math.log(2 * Math.PI)
                + 1 / (12 * x)
                - 1 / (360 * x * x * x)
                + 1 / (1260 * x * x * x * x * x);
    }
}
