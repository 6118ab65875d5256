package dev.dualclient.benchmarks.report;

import java.util.Locale;

/**
 * What is to be reached, and what was. Immutable.
 *
 * @param name what is measured, with its unit where it is no ratio
 * @param limit what it is to be
 * @param atLeast whether the limit is the least, rather than the most
 * @param value what it was; of several figures the worst
 * @param where under which circumstances that was
 */
public record Target(String name, double limit, boolean atLeast, double value, String where) {

    /** Returns a target that a value is not to fall below. */
    public static Target atLeast(double limit, String name, double value, String where) {
        return new Target(name, limit, true, value, where);
    }

    /** Returns a target that a value is not to exceed. */
    public static Target atMost(double limit, String name, double value, String where) {
        return new Target(name, limit, false, value, where);
    }

    /** Returns whether it was reached. */
    public boolean isMet() {
        return atLeast ? value >= limit : value <= limit;
    }

    /** Returns the limit, for people. */
    public String bound() {
        return (atLeast ? "≥ " : "≤ ") + text(limit);
    }

    /** Returns the value, for people. */
    public String reached() {
        return text(value);
    }

    private static String text(double number) {
        boolean whole = number == Math.rint(number) || Math.abs(number) >= 100;
        return whole ? String.valueOf(Math.round(number)) : String.format(Locale.ROOT, "%.2f", number);
    }
}
