package dev.dualclient.migration.inventory;

import java.time.Instant;
import java.util.List;

/**
 * What a repair would do. Nothing is done by it. Immutable, and free of secrets.
 *
 * @param id names what it was made from: a plan that is made later has the same id unless something has changed
 * @param request what was asked for
 * @param at when it was made
 * @param steps what is done, one client after the other
 */
public record RepairPlan(String id, RepairRequest request, Instant at, List<PlanStep> steps) {

    /** Copies the steps. */
    public RepairPlan {
        steps = List.copyOf(steps);
    }

    /** Returns the steps that are done when the plan is applied. */
    public List<PlanStep> applicable() {
        return steps.stream().filter(step -> step.refusal() == null).toList();
    }
}
