package dev.dualclient.observation;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
        return (purpose, side, call, sending) ->
                observe(caller, new AttemptContext(call, side, purpose), call, sending);
    }

    private Attempt observe(
            @Nullable Observation caller, AttemptContext context, ApiCall call, Function<ApiCall, Attempt> sending) {
        Observation observation = Observation.createNotStarted(convention, () -> context, registry);
        if (caller != null) {
            observation.parentObservation(caller);
        }
        return Objects.requireNonNull(observation.observe(() -> context.ended(sending.apply(with(call, context)))));
    }

    private static ApiCall with(ApiCall call, AttemptContext context) {
        Map<String, String> headers = context.headers();
        return headers.isEmpty() ? call : call.withHeaders(headers);
    }
}
