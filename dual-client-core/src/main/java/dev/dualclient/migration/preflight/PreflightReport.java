package dev.dualclient.migration.preflight;

import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a preflight has found. Immutable, and free of secrets.
 *
 * @param at when it began
 * @param took how long it took
 * @param result the worst of its checks, see {@link Result#of}
 * @param checks the checks, always the same ones in the same order
 */
public record PreflightReport(Instant at, Duration took, Result result, List<CheckResult> checks) {

    /** Copies the checks. */
    public PreflightReport {
        checks = List.copyOf(checks);
    }

    /** Returns the check of an id, {@code null} if there is none. */
    public @Nullable CheckResult check(String id) {
        return checks.stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
