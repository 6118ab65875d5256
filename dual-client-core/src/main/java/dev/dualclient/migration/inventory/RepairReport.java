package dev.dualclient.migration.inventory;

import dev.dualclient.migration.report.Result;
import java.time.Instant;
import java.util.List;

/**
 * What came of a plan that was applied. Immutable, and free of secrets.
 *
 * @param plan the id of the plan
 * @param repair what was done
 * @param reason why, in the operator's words
 * @param at when it ended
 * @param steps what came of each step, those that were not done included
 */
public record RepairReport(String plan, Repair repair, String reason, Instant at, List<StepResult> steps) {

    /** Copies the steps. */
    public RepairReport {
        steps = List.copyOf(steps);
    }

    /** Returns {@link Result#FAIL} if a step was not done, {@link Result#WARN} if one is pending. */
    public Result result() {
        if (!isDone()) {
            return Result.FAIL;
        }
        return steps.stream().anyMatch(step -> step.result() == StepResult.Ending.PENDING) ? Result.WARN : Result.OK;
    }

    /** Returns whether every step is done, will be, or was not needed. */
    public boolean isDone() {
        return steps.stream()
                .allMatch(step ->
                        step.result() != StepResult.Ending.REFUSED && step.result() != StepResult.Ending.FAILED);
    }
}
