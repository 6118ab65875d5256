package dev.dualclient.migration.inventory;

import java.util.function.Supplier;

/**
 * A step and how it is done. Its {@code toString} tells neither.
 *
 * @param shown what an operator sees of it
 * @param madeFrom what it was made from, as text that changes when that does; free of secrets
 * @param deed does it; not called if the step is refused
 */
record PlannedStep(PlanStep shown, String madeFrom, Supplier<StepResult> deed) {

    static PlannedStep refused(String client, String why) {
        PlanStep step = PlanStep.refused(client, why);
        return new PlannedStep(step, why, () -> new StepResult(client, StepResult.Ending.REFUSED, why));
    }

    StepResult make() {
        String refusal = shown.refusal();
        return refusal != null ? new StepResult(shown.client(), StepResult.Ending.REFUSED, refusal) : deed.get();
    }

    @Override
    public String toString() {
        return "step";
    }
}
