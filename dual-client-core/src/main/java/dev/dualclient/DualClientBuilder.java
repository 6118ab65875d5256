package dev.dualclient;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.DebugLog;
import dev.dualclient.observation.StageListener;
import dev.dualclient.operation.Route;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import dev.dualclient.routing.RouteRules;
import dev.dualclient.routing.Stage;
import dev.dualclient.routing.StagePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Builds a {@link DualClient}. Not thread-safe. */
public final class DualClientBuilder {

    final Map<Side, GuardedBackend> backends = new EnumMap<>(Side.class);
    final List<CallListener> listeners = new ArrayList<>(List.of(new DebugLog()));
    final Set<String> secretMigrated = new HashSet<>();
    final List<StageListener> stageListeners = new ArrayList<>();
    StagePolicy stages = StagePolicy.of(Stage.PRIMARY_FIRST);
    RouteRules rules = RouteRules.NONE;
    NewGrantsDuringOutage newGrantsDuringOutage = NewGrantsDuringOutage.SECONDARY;
    AttemptObserver observer = AttemptObserver.NONE;
    Duration callTimeout = Duration.ofSeconds(8);
    Duration killTimeout = Duration.ofSeconds(3);
    Duration maxStale = Duration.ofHours(24);
    Time time = Time.system();
    OutboxSettings outbox = OutboxSettings.defaults();
    boolean background = true;
    private @Nullable KillConfirm confirm;

    @Nullable
    Executor executor;

    private @Nullable Custody custody;

    DualClientBuilder() {}

    /** Sets the backend migrated to. Required. Closed with the client. */
    public DualClientBuilder primary(GuardedBackend backend) {
        backends.put(Side.PRIMARY, backend);
        return this;
    }

    /** Sets the backend migrated from. Without one, the client is a plain client of the primary. */
    public DualClientBuilder secondary(GuardedBackend backend) {
        backends.put(Side.SECONDARY, backend);
        return this;
    }

    /** Sets how far the migration is for all; {@link Stage#PRIMARY_FIRST} by default. */
    public DualClientBuilder stage(Stage initial) {
        return stages(policy -> policy.withStage(initial));
    }

    /**
     * Sets how far the migration is, for all and for single clients. It holds until it is {@linkplain DualClient#stages
     * changed at run time}, after which the change does, which the custody store keeps over restarts.
     */
    public DualClientBuilder stages(UnaryOperator<StagePolicy> initial) {
        stages = initial.apply(stages);
        return this;
    }

    /** Adds a listener that is told of every change of the stage. */
    public DualClientBuilder stageListener(StageListener listener) {
        stageListeners.add(listener);
        return this;
    }

    /**
     * Sets the route of an operation in place of its own. What custody knows of a credential comes before it.
     *
     * @param operation the id of the operation
     * @throws IllegalArgumentException if no operation has that id, or the rule cannot hold or would not be safe
     */
    public DualClientBuilder route(String operation, Route route) {
        rules = rules.with(operation, route);
        return this;
    }

    /** Sets where a new login starts while the leader is down; at the other backend by default. */
    public DualClientBuilder newGrantsDuringOutage(NewGrantsDuringOutage rule) {
        newGrantsDuringOutage = rule;
        return this;
    }

    /** Sets the budget of a call, shared by all that is asked for it; 8 seconds by default. */
    public DualClientBuilder callTimeout(Duration budget) {
        callTimeout = positive(budget, "call-timeout");
        return this;
    }

    /** Sets the budget of each backend's half of a kill; 3 seconds by default. */
    public DualClientBuilder killTimeout(Duration budget) {
        killTimeout = positive(budget, "kill.timeout");
        return this;
    }

    /** Sets how old a JWK set or discovery document may be that is served while its backend is down; 24 hours by default. */
    public DualClientBuilder maxStale(Duration age) {
        maxStale = positive(age, "jwks.max-stale");
        return this;
    }

    /** Sets where credentials' custody is kept; in the memory of this process by default. */
    public DualClientBuilder custody(Custody kept) {
        custody = kept;
        return this;
    }

    /** Sets how what a backend owes is delivered. */
    public DualClientBuilder outbox(OutboxSettings settings) {
        outbox = settings;
        return this;
    }

    /**
     * Sets when a kill or an update has succeeded; {@link KillConfirm#DURABLE} by default, and
     * {@link KillConfirm#STRICT} where custody is kept in the memory of this process.
     */
    public DualClientBuilder killConfirm(KillConfirm when) {
        confirm = when;
        return this;
    }

    /**
     * Sets whether a thread of the client looks after the store and delivers what backends owe, every second; true by
     * default. Without it, {@link DualClient#tick} is to be called.
     */
    public DualClientBuilder background(boolean on) {
        background = on;
        return this;
    }

    /** Declares that these clients have the same secret at both backends, so that the primary's "no" to it is final. */
    public DualClientBuilder secretMigrated(Collection<String> clients) {
        secretMigrated.addAll(clients);
        return this;
    }

    /** Adds a listener that is told of every call. */
    public DualClientBuilder listener(CallListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Sets what surrounds every request to a backend, to measure or to trace it; nothing by default. */
    public DualClientBuilder attemptObserver(AttemptObserver around) {
        observer = around;
        return this;
    }

    /**
     * Sets what asks the second backend while the caller's thread asks the first, as kills do: virtual threads, say. What
     * it does not run the caller's thread does. Threads of the client's own by default. Not closed with the client.
     */
    public DualClientBuilder executor(Executor second) {
        executor = second;
        return this;
    }

    /** Sets the source of time; this machine's by default. */
    public DualClientBuilder time(Time source) {
        time = source;
        return this;
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if there is no primary
     */
    public DualClient build() {
        if (!backends.containsKey(Side.PRIMARY)) {
            throw new IllegalStateException("there is no primary backend; set one with primary(...)");
        }
        if (confirm == KillConfirm.DURABLE && (custody == null || !custody.isDurable())) {
            throw new IllegalStateException(
                    "kill.confirm is durable, but custody is kept in the memory of this process,"
                            + " where an undelivered kill would be lost: set custody.store to jdbc or redis, or kill.confirm to"
                            + " strict");
        }
        return new DualClient(this);
    }

    Custody custody() {
        return custody != null ? custody : Custody.inMemory("", CustodySettings.defaults(), outbox, time);
    }

    KillConfirm confirm() {
        return confirm != null
                ? confirm
                : custody != null && custody.isDurable() ? KillConfirm.DURABLE : KillConfirm.STRICT;
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + "; use a duration longer than zero");
        }
        return duration;
    }
}
