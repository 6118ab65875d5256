package dev.dualclient.spring.actuate;

import dev.dualclient.observation.CallEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that was decided, as the endpoint shows it. */
record DecisionView(
        Instant at,
        String operation,
        String effect,
        @Nullable String about,
        @Nullable String client,
        String stage,
        List<String> order,
        String because,
        List<Step> steps,
        String outcome,
        @Nullable String answeredBy,
        @Nullable String hedge,
        boolean loss,
        long millis) {

    record Step(String operation, String backend, String outcome, String reason, long millis) {}

    static DecisionView of(CallEvent event) {
        return new DecisionView(
                event.at(),
                event.operation(),
                Kebab.of(event.effect()),
                Kebab.ofNullable(event.about()),
                event.client(),
                Kebab.of(event.stage()),
                event.plan().order().stream().map(Kebab::of).toList(),
                event.plan().basis().words(),
                event.steps().stream().map(DecisionView::step).toList(),
                Kebab.of(event.outcome()),
                Kebab.ofNullable(event.answeredBy()),
                Kebab.ofNullable(event.hedge()),
                event.isLoss(),
                event.elapsed().toMillis());
    }

    private static Step step(CallEvent.Step step) {
        return new Step(
                step.operation(),
                Kebab.of(step.side()),
                Kebab.of(step.reason().outcome()),
                step.reason().words(),
                step.elapsed().toMillis());
    }
}
