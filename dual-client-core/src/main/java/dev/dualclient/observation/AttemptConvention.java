package dev.dualclient.observation;

import dev.dualclient.call.Attempt;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/** How the observation of a request to a backend is called, and what it tells. */
final class AttemptConvention implements ObservationConvention<AttemptContext> {

    @Override
    public String getName() {
        return Metric.ATTEMPTS.meter();
    }

    @Override
    public String getContextualName(AttemptContext context) {
        return context.operation() + " at " + TagValue.of(context.side());
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptContext context) {
        Attempt attempt = context.attempt(); // none while it is under way
        String[] values = {
            context.operation(),
            TagValue.of(context.side()),
            TagValue.of(context.purpose()),
            attempt == null ? TagValue.NONE : TagValue.of(attempt.outcome()),
            attempt == null ? TagValue.NONE : TagValue.of(attempt.reason())
        };
        KeyValues told = KeyValues.empty();
        for (int i = 0; i < values.length; i++) {
            told = told.and(Metric.ATTEMPTS.key(i), values[i]);
        }
        return told;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptContext;
    }
}
