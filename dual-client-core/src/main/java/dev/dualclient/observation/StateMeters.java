package dev.dualclient.observation;

import dev.dualclient.custody.OutboxState;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.operation.Side;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Gauges of how an engine stands: stage, backends, outbox, custody. The page {@code docs/metrics.md} tells the names. To
 * read one asks neither a backend nor the store.
 */
public final class StateMeters implements MeterBinder {

    private static final List<String> CIRCUITS = List.of("CLOSED", "OPEN", "HALF_OPEN");

    private final Supplier<EngineState> engine;
    private final SecondaryClients clients;

    /**
     * Creates the gauges.
     *
     * @param engine tells how the engine stands now
     * @param clients who still needs the secondary
     */
    public StateMeters(Supplier<EngineState> engine, SecondaryClients clients) {
        this.engine = engine;
        this.clients = clients;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        EngineState now = engine.get();
        for (Stage stage : Stage.values()) {
            gauge(registry, Metric.STAGE, state -> is(state.stages().stage() == stage), TagValue.of(stage));
        }
        gauge(registry, Metric.MAINTENANCE, state -> is(state.stages().maintenance()));
        now.backends().keySet().forEach(side -> bindBackend(registry, side));
        now.outbox().keySet().forEach(side -> bindOutbox(registry, side));
        for (StoreMonitor.State store : StoreMonitor.State.values()) {
            gauge(registry, Metric.STORE, state -> is(state.store() == store), TagValue.of(store));
        }
        gauge(registry, Metric.ENTRIES, state -> state.custody().hints(), "hint");
        gauge(registry, Metric.ENTRIES, state -> state.custody().remembered(), "remembered");
        gauge(registry, Metric.ENTRIES, state -> state.custody().outageCache(), "outage");
        if (now.custody().stored().isPresent()) {
            gauge(registry, Metric.ENTRIES, state -> state.custody().stored().orElse(0), "stored");
        }
        if (now.carryOver() != null) {
            bindCarryOver(registry);
        }
        gauge(registry, Metric.CLIENTS, state -> clients.size(), "dependent");
        gauge(registry, Metric.CLIENTS, state -> clients.secretDiffers().size(), "secret-differs");
    }

    private void bindBackend(MeterRegistry registry, Side side) {
        String name = TagValue.of(side);
        for (String circuit : CIRCUITS) {
            gauge(
                    registry,
                    Metric.CIRCUIT,
                    state -> is(of(state, side).guard().circuit().equals(circuit)),
                    name,
                    circuit.toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        gauge(registry, Metric.PLACES, state -> of(state, side).guard().freePlaces(), name);
        gauge(
                registry,
                Metric.CONNECTIONS,
                state -> of(state, side).guard().pool().leased(),
                name,
                "leased");
        gauge(
                registry,
                Metric.CONNECTIONS,
                state -> of(state, side).guard().pool().idle(),
                name,
                "idle");
        gauge(
                registry,
                Metric.CONNECTIONS,
                state -> of(state, side).guard().pool().max(),
                name,
                "max");
        gauge(
                registry,
                Metric.CREDENTIALS_REJECTED,
                state -> of(state, side).guard().rejectedCredentials().size(),
                name);
        gauge(registry, Metric.REACHED, state -> is(of(state, side).reached()), name);
    }

    private void bindOutbox(MeterRegistry registry, Side side) {
        String name = TagValue.of(side);
        gauge(registry, Metric.OUTBOX_ROWS, state -> pending(state, side).blocking(), name, "true");
        gauge(
                registry,
                Metric.OUTBOX_ROWS,
                state -> pending(state, side).rows() - pending(state, side).blocking(),
                name,
                "false");
        gauge(
                registry,
                Metric.OUTBOX_AGE,
                state -> pending(state, side).oldest().toMillis() / 1000.0,
                name);
        counter(registry, Metric.OUTBOX_DELIVERED, state -> pending(state, side).delivered(), name);
        counter(registry, Metric.OUTBOX_FAILED, state -> pending(state, side).failed(), name);
        counter(registry, Metric.OUTBOX_DISCARDED, state -> pending(state, side).discarded(), name);
    }

    private void bindCarryOver(MeterRegistry registry) {
        for (CarryOutcome outcome : CarryOutcome.values()) {
            counter(
                    registry,
                    Metric.CARRY_OVER,
                    state -> carryOver(state).results().getOrDefault(outcome, 0L),
                    outcome.id());
        }
        for (CarryReason reason : CarryReason.values()) {
            counter(
                    registry,
                    Metric.CARRY_REASONS,
                    state -> carryOver(state).reasons().getOrDefault(reason, 0L),
                    reason.id());
        }
        gauge(registry, Metric.CARRY_QUEUE, state -> carryOver(state).queue());
    }

    private static CarryOverState carryOver(EngineState state) {
        CarryOverState carryOver = state.carryOver();
        return carryOver == null ? CarryOverState.OFF : carryOver;
    }

    private static BackendState of(EngineState state, Side side) {
        return Objects.requireNonNull(state.backends().get(side));
    }

    private static OutboxState pending(EngineState state, Side side) {
        return Objects.requireNonNull(state.outbox().get(side));
    }

    private static double is(boolean so) {
        return so ? 1 : 0;
    }

    private void gauge(MeterRegistry registry, Metric metric, ToDoubleFunction<EngineState> value, String... tags) {
        Gauge.Builder<?> gauge = Gauge.builder(metric.meter(), engine, now -> value.applyAsDouble(now.get()))
                .description(metric.counts())
                .tags(CallMeters.tags(metric, tags))
                .strongReference(true);
        (metric.type() == Metric.Type.GAUGE_OF_SECONDS ? gauge.baseUnit("seconds") : gauge).register(registry);
    }

    private void counter(MeterRegistry registry, Metric metric, ToDoubleFunction<EngineState> value, String tag) {
        FunctionCounter.builder(metric.meter(), engine, now -> value.applyAsDouble(now.get()))
                .description(metric.counts())
                .tags(CallMeters.tags(metric, tag))
                .register(registry);
    }
}
