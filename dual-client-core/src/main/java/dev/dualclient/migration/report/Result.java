package dev.dualclient.migration.report;

import java.util.Collection;

/** What a check has found. */
public enum Result {
    /** As it should be. */
    OK,
    /** It works, and an operator should know about it. */
    WARN,
    /** It is wrong: callers notice it, now or at the next stage. */
    FAIL,
    /** It could not be found out. Never taken for {@link #OK}. */
    UNKNOWN;

    /**
     * Returns the result of a whole report: {@link #FAIL} if a check failed, else {@link #UNKNOWN} if one could not be made,
     * else {@link #WARN}, else {@link #OK}.
     */
    public static Result of(Collection<CheckResult> checks) {
        for (Result worst : new Result[] {FAIL, UNKNOWN, WARN}) {
            if (checks.stream().anyMatch(check -> check.result() == worst)) {
                return worst;
            }
        }
        return OK;
    }

    /** Returns the exit status of a command that ends with this result: 0 for OK and WARN, 1 for FAIL, 2 for UNKNOWN. */
    public int exitStatus() {
        return switch (this) {
            case OK, WARN -> 0;
            case FAIL -> 1;
            case UNKNOWN -> 2;
        };
    }
}
