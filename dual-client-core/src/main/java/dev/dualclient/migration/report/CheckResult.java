package dev.dualclient.migration.report;

import org.jspecify.annotations.Nullable;

/**
 * One line of a report. Immutable, and free of secrets.
 *
 * @param id names the check, the same in every version: {@code service.issuer}
 * @param result what it has found
 * @param evidence what was seen, in a sentence
 * @param advice what to do, {@code null} where nothing is to be done
 */
public record CheckResult(
        String id, Result result, String evidence, @Nullable String advice) {

    /** Returns that something is as it should be. */
    public static CheckResult ok(String id, String evidence) {
        return new CheckResult(id, Result.OK, evidence, null);
    }

    /** Returns that an operator should know of something. */
    public static CheckResult warn(String id, String evidence, String advice) {
        return new CheckResult(id, Result.WARN, evidence, advice);
    }

    /** Returns that something is wrong. */
    public static CheckResult fail(String id, String evidence, String advice) {
        return new CheckResult(id, Result.FAIL, evidence, advice);
    }

    /** Returns that something could not be found out. */
    public static CheckResult unknown(String id, String evidence, String advice) {
        return new CheckResult(id, Result.UNKNOWN, evidence, advice);
    }
}
