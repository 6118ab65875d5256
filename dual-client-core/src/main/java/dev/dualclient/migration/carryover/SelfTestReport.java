package dev.dualclient.migration.carryover;

import java.time.Instant;
import java.util.List;

/**
 * What a self-test has found. Immutable, and free of secrets.
 *
 * @param at when it was run
 * @param checks what was checked, in order; what follows a failure may be missing
 */
public record SelfTestReport(Instant at, List<Check> checks) {

    /** Copies the checks. */
    public SelfTestReport {
        checks = List.copyOf(checks);
    }

    /**
     * One check.
     *
     * @param name what was checked
     * @param passed whether the backends behave as carry-over needs it
     * @param problem what is wrong, empty if nothing is
     */
    public record Check(String name, boolean passed, String problem) {}

    /** Returns whether all checks have passed. */
    public boolean passed() {
        return checks.stream().allMatch(Check::passed);
    }
}
