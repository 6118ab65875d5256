package dev.dualclient.observation;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes every request to a backend a Micrometer observation: with the handlers of the registry a timer, and a span below
 * the one that is current where the call is made. Headers of a tracer ({@code traceparent}, W3C Trace Context) go along
 * with the request, in place of the caller's own of that name. Thread-safe.
 */
public final class ObservedAttempts implements AttemptObserver {

    private final ObservationRegistry registry;
    private final AttemptConvention convention = new AttemptConvention();

    /** Creates the observer. */
    public ObservedAttempts(ObservationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public OfCall begin() {
        Observation caller = registry.getCurrentObservation();
        return (purpose, side, call) -> start(caller, new AttemptContext(call, side, purpose), call);
    }

    private Observed start(@Nullable Observation caller, AttemptContext context, ApiCall call) {
        Observation observation = Observation.createNotStarted(convention, () -> context, registry);
        if (caller != null) {
            observation.parentObservation(caller);
        }
        observation.start();
        return new Running(observation, observation.openScope(), context, with(call, context));
    }

    private record Running(Observation observation, Observation.Scope scope, AttemptContext context, ApiCall call)
            implements Observed {

        @Override
        public void stop(@Nullable Attempt attempt) {
            if (attempt != null) {
                context.ended(attempt);
            }
            scope.close();
            observation.stop();
        }
    }

    private static ApiCall with(ApiCall call, AttemptContext context) {
        Map<String, String> headers = context.headers();
        return headers.isEmpty() ? call : call.withHeaders(headers);
    }
}
