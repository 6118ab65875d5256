package dev.dualclient.observation;

import dev.dualclient.custody.OutboxState;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.migration.Canary;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.UseWindow;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.migration.carryover.CarryOverState;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.migration.readiness.Estimate;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.ReadinessState;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.operation.Side;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
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
    private final DifferingSecrets clients;

    /**
     * Creates the gauges.
     *
     * @param engine tells how the engine stands now
     * @param clients whose secret differs
     */
    public StateMeters(Supplier<EngineState> engine, DifferingSecrets clients) {
        this.engine = engine;
        this.clients = clients;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        EngineState now = engine.get();
        for (Stage stage : Stage.values()) {
            gauge(registry, Metric.STAGE, state -> is(state.stages().stage() == stage), TagValue.of(stage));
            gauge(registry, Metric.STAGE_CLIENTS, state -> clients(state.stages(), stage), TagValue.of(stage));
            gauge(registry, Metric.STAGE_CANARY, state -> canary(state.stages(), stage), TagValue.of(stage));
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
        for (UseWindow window : UseWindow.values()) {
            gauge(
                    registry,
                    Metric.DEPENDENT_CLIENTS,
                    state -> state.dependentClients().getOrDefault(window, 0),
                    window.text());
        }
        bindReadiness(registry);
        bindCarryOver(registry);
        gauge(registry, Metric.CLIENTS, state -> clients.secretDiffers().size(), "secret-differs");
    }

    private void bindReadiness(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            gauge(registry, Metric.READINESS, state -> is(verdict(state) == verdict), TagValue.of(verdict));
        }
        for (Check check : Check.values()) {
            gauge(registry, Metric.READINESS_BLOCKERS, state -> blockers(state, check), check.name());
        }
        gauge(registry, Metric.READINESS_ETA, StateMeters::eta);
        gauge(registry, Metric.READINESS_LIKELY, StateMeters::likely);
        gauge(registry, Metric.READINESS_REMAINING, state -> lastScan(state, ReadinessReport.Remaining::rows));
        gauge(registry, Metric.READINESS_UNREAD, state -> lastScan(state, ReadinessReport.Remaining::unread));
        gauge(registry, Metric.READINESS_STALLED, state -> {
            ReadinessReport report = state.readiness().latest();
            return is(report != null && report.stalledSince() != null);
        });
        for (Side side : Side.values()) {
            counter(registry, Metric.SCAN, state -> scanned(state, side).clean(), TagValue.of(side), "clean");
            counter(registry, Metric.SCAN, state -> scanned(state, side).unclean(), TagValue.of(side), "unclean");
        }
    }

    private static Verdict verdict(EngineState state) {
        ReadinessReport report = state.readiness().latest();
        return report == null ? Verdict.CANNOT_SAY : report.verdict();
    }

    private static double blockers(EngineState state, Check check) {
        ReadinessReport report = state.readiness().latest();
        return report == null ? Double.NaN : report.finding(check).count();
    }

    private static double eta(EngineState state) {
        ReadinessReport report = state.readiness().latest();
        Instant bound = report == null ? null : report.bound();
        return report == null || bound == null ? Double.NaN : ahead(report, bound);
    }

    private static double likely(EngineState state) {
        ReadinessReport report = state.readiness().latest();
        Estimate estimate = report == null ? null : report.estimate();
        return report == null || estimate == null ? Double.NaN : ahead(report, estimate.likely());
    }

    private static double ahead(ReadinessReport report, Instant date) {
        return Math.max(0, Duration.between(report.at(), date).toSeconds());
    }

    private static double lastScan(EngineState state, ToDoubleFunction<ReadinessReport.Remaining> number) {
        ReadinessReport report = state.readiness().latest();
        return report == null || report.remaining().isEmpty()
                ? Double.NaN
                : number.applyAsDouble(report.remaining().get(report.remaining().size() - 1));
    }

    private static ReadinessState.Scanned scanned(EngineState state, Side side) {
        return side == Side.PRIMARY
                ? state.readiness().primary()
                : state.readiness().secondary();
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

    private static double clients(StagePolicy policy, Stage stage) {
        return policy.clients().values().stream().filter(stage::equals).count();
    }

    private static double canary(StagePolicy policy, Stage stage) {
        Canary canary = policy.canary();
        return canary == null || canary.stage() != stage ? 0 : canary.percent();
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

    private void counter(MeterRegistry registry, Metric metric, ToDoubleFunction<EngineState> value, String... tags) {
        FunctionCounter.builder(metric.meter(), engine, now -> value.applyAsDouble(now.get()))
                .description(metric.counts())
                .tags(CallMeters.tags(metric, tags))
                .register(registry);
    }
}
