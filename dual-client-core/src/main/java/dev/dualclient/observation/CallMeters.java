package dev.dualclient.observation;

import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.shadow.ShadowEvent;
import dev.dualclient.shadow.ShadowListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Counts calls, fallbacks, hedges, kills, losses and comparisons in a Micrometer registry. The page
 * {@code docs/metrics.md} tells the names.
 * Thread-safe.
 */
public final class CallMeters implements CallListener, ShadowListener {

    private final MeterRegistry registry;

    /** Creates the listener. Counters whose first increment must not be missed exist from here on. */
    public CallMeters(MeterRegistry registry) {
        this.registry = registry;
        for (CredentialKind kind : CredentialKind.values()) {
            counter(Metric.LOSSES, TagValue.of(kind));
        }
        for (KillResult result : KillResult.values()) {
            counter(Metric.KILLS, TagValue.of(result));
        }
        for (CallEvent.Hedge hedge : CallEvent.Hedge.values()) {
            counter(Metric.HEDGES, TagValue.of(hedge));
        }
        for (ShadowEvent.Result result : ShadowEvent.Result.values()) {
            counter(Metric.SHADOW, TagValue.of(result));
        }
    }

    /** How a kill came out. */
    private enum KillResult {
        EVERYWHERE,
        PENDING,
        REFUSED,
        UNAVAILABLE;

        static KillResult of(CallEvent event) {
            return switch (event.outcome()) {
                case ACCEPTED ->
                    event.attempts().stream()
                                    .allMatch(verdict ->
                                            verdict.reason().outcome().isConclusive())
                            ? EVERYWHERE
                            : PENDING;
                case REFUSED, UNRECOGNIZED -> REFUSED;
                case UNAVAILABLE, INDETERMINATE -> UNAVAILABLE;
            };
        }
    }

    @Override
    public void onCall(CallEvent event) {
        Timer.builder(Metric.CALLS.meter())
                .description(Metric.CALLS.counts())
                .tags(tags(
                        Metric.CALLS,
                        event.operation(),
                        TagValue.of(event.stage()),
                        TagValue.of(event.outcome()),
                        TagValue.answeredBy(event)))
                .register(registry)
                .record(event.elapsed());
        CallEvent.Verdict first = event.fellBackFrom();
        if (first != null) {
            counter(Metric.FALLBACKS, event.operation(), TagValue.of(first.side()), TagValue.of(first.reason()))
                    .increment();
        }
        CredentialKind about = event.about();
        if (about != null && event.isLoss()) {
            counter(Metric.LOSSES, TagValue.of(about)).increment();
        }
        CallEvent.Hedge hedge = event.hedge();
        if (hedge != null) {
            counter(Metric.HEDGES, TagValue.of(hedge)).increment();
        }
        if (event.effect() == Effect.KILL) {
            counter(Metric.KILLS, TagValue.of(KillResult.of(event))).increment();
        }
    }

    @Override
    public void onComparison(ShadowEvent event) {
        counter(Metric.SHADOW, TagValue.of(event.result())).increment();
    }

    private Counter counter(Metric metric, String... values) {
        return Counter.builder(metric.meter())
                .description(metric.counts())
                .tags(tags(metric, values))
                .register(registry);
    }

    /** Returns the tags of a metric with these values, in its order. */
    static Tags tags(Metric metric, String... values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(metric.key(i), values[i]);
        }
        return tags;
    }
}
