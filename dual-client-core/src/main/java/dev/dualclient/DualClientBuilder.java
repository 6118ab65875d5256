package dev.dualclient;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.engine.ClientSecrets;
import dev.dualclient.engine.Engine;
import dev.dualclient.engine.EngineSettings;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageListener;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.inventory.InventorySettings;
import dev.dualclient.migration.preflight.PreflightSettings;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessSettings;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Condition;
import dev.dualclient.routing.FallbackRule.NewGrantsDuringOutage;
import dev.dualclient.routing.KillConfirm;
import dev.dualclient.routing.OperationRule;
import dev.dualclient.shadow.ReadListener;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Builds a {@link DualClient}. Not thread-safe. */
public final class DualClientBuilder {

    private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(60);

    private final EngineSettings settings = new EngineSettings();

    DualClientBuilder() {}

    /** Sets the primary, the backend to migrate to. Required. It is closed with the client. */
    public DualClientBuilder primary(GuardedBackend backend) {
        settings.backends.put(Side.PRIMARY, backend);
        return this;
    }

    /** Sets the secondary, the backend to migrate from. Without it, all calls go to the primary. */
    public DualClientBuilder secondary(GuardedBackend backend) {
        settings.backends.put(Side.SECONDARY, backend);
        return this;
    }

    /** Sets the default stage of the migration; {@link Stage#PRIMARY_FIRST} by default. */
    public DualClientBuilder stage(Stage initial) {
        return stages(policy -> policy.withStage(initial));
    }

    /**
     * Sets the default stage and the stages of single clients. They apply until the stage is first {@linkplain
     * DualClient#stages changed at run time}. After that the stage in the custody store applies, also after a restart.
     */
    public DualClientBuilder stages(UnaryOperator<StagePolicy> initial) {
        settings.stages = initial.apply(settings.stages);
        return this;
    }

    /**
     * Adds a listener that receives reads in stage {@link Stage#SHADOW}, such as {@code dev.dualclient.shadow.Shadow}.
     * Closed with the client.
     */
    public DualClientBuilder readListener(ReadListener listener) {
        settings.readListeners.add(listener);
        return this;
    }

    /** Adds a listener that is notified of every change of the stage. */
    public DualClientBuilder stageListener(StageListener listener) {
        settings.stageListeners.add(listener);
        return this;
    }

    /**
     * Chooses what an operation does, or operations of a pattern: {@code rule("vci-*", rule ->
     * rule.withTimeout(Duration.ofSeconds(2)))}. Custody takes precedence over a rule.
     *
     * @param operations the id of an operation, or a pattern in which {@code *} matches any text
     */
    public DualClientBuilder rule(String operations, UnaryOperator<OperationRule> rule) {
        OperationRule before = settings.operationRules.getOrDefault(operations, OperationRule.NONE);
        settings.operationRules.put(operations, rule.apply(before));
        return this;
    }

    /**
     * Sets the conditions under which a call falls back to the second backend, unless a rule says otherwise:
     * {@code unrecognized}, {@code unavailable} and {@code indeterminate-if-repeatable} by default.
     *
     * @throws IllegalArgumentException if one of them is not a condition
     */
    public DualClientBuilder fallBackOn(Collection<String> conditions) {
        settings.fallBackOn = conditions.stream().map(Condition::of).toList();
        return this;
    }

    /**
     * Allows unsafe rules: rules that may do something twice, override a refusal, or revoke at one backend only.
     *
     * @param keys the ids and patterns of {@link #rule}, or {@code fallback} for {@link #fallBackOn}
     */
    public DualClientBuilder allowUnsafeRules(Collection<String> keys) {
        settings.unsafeRules.addAll(keys);
        return this;
    }

    /** Sets where a new login starts while the leader is down; at the other backend by default. */
    public DualClientBuilder newGrantsDuringOutage(NewGrantsDuringOutage rule) {
        settings.newGrantsDuringOutage = rule;
        return this;
    }

    /** Sets the time budget of a call, which covers all requests made for it; 8 seconds by default. */
    public DualClientBuilder callTimeout(Duration budget) {
        settings.callTimeout = positive(budget, "call-timeout");
        return this;
    }

    /** Sets the time budget of a kill (a revocation, deletion or lock) at each backend; 3 seconds by default. */
    public DualClientBuilder killTimeout(Duration budget) {
        settings.killTimeout = positive(budget, "kill.timeout");
        return this;
    }

    /** Sets the maximum age of a JWK set or discovery document that is served in an outage; 24 hours by default. */
    public DualClientBuilder maxStale(Duration age) {
        settings.maxStale = positive(age, "jwks.max-stale");
        return this;
    }

    /**
     * Sets how long a token that both backends called unknown is answered from a cache, without asking them again; 1
     * second by default, and zero turns the cache off. If another node creates a token with a caller-chosen value, this
     * node may call it unknown for that long.
     */
    public DualClientBuilder unknownTokenTtl(Duration ttl) {
        if (ttl.isNegative() || ttl.compareTo(LONGEST_UNKNOWN) > 0) {
            throw new IllegalArgumentException(
                    "dual-client.unknown-token-ttl is " + ttl + ": write a duration from 0 to 60s");
        }
        settings.unknownTokenTtl = ttl;
        return this;
    }

    /**
     * Sets the budget for reads that are {@linkplain OperationRule#withHedgeAfter hedged}: how many hedge requests may
     * turn out unneeded, in percent of the calls that may be hedged; 10 by default. A hedge request whose answer is
     * needed does not count.
     */
    public DualClientBuilder hedgeBudget(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException(
                    "dual-client.hedge.budget is " + percent + ": write a percentage from 0 to 100");
        }
        settings.hedgeBudget = percent;
        return this;
    }

    /** Sets the custody, which keeps the records of credentials; in the memory of this process by default. */
    public DualClientBuilder custody(Custody kept) {
        settings.custody = kept;
        return this;
    }

    /** Adds an action to run after the backends are closed, such as closing a store that only this client uses. */
    public DualClientBuilder closedLast(Runnable close) {
        settings.closedLast.add(close);
        return this;
    }

    /** Sets how the outbox is delivered. */
    public DualClientBuilder outbox(OutboxSettings delivery) {
        settings.outbox = delivery;
        return this;
    }

    /**
     * Sets when a kill or an update has succeeded; {@link KillConfirm#DURABLE} by default, and
     * {@link KillConfirm#STRICT} where custody is kept in the memory of this process.
     */
    public DualClientBuilder killConfirm(KillConfirm when) {
        settings.killConfirm = when;
        return this;
    }

    /**
     * Sets whether a thread of the client looks after the store and delivers the outbox, every second; true by
     * default. Without it, {@link DualClient#tick} is to be called, and {@code readiness().scan()} for what readiness
     * needs.
     */
    public DualClientBuilder background(boolean on) {
        settings.background = on;
        return this;
    }

    /** Declares that these clients have the same secret at both backends, so that the primary's "no" to it is final. */
    public DualClientBuilder secretMigrated(Collection<String> clients) {
        settings.secretMigrated.addAll(clients);
        return this;
    }

    /** Sets what becomes of a client's secret that differs at the primary; {@link ClientSecrets#KEEP} by default. */
    public DualClientBuilder clientSecrets(ClientSecrets rule) {
        settings.clientSecrets = rule;
        return this;
    }

    /** Sets the action to take if the calls of a canary end worse than the others; none by default. */
    public DualClientBuilder canaryGuard(CanaryGuard.Action action) {
        settings.canaryGuard = action;
        return this;
    }

    /** Changes the settings of readiness, which finds out whether the secondary can be switched off. */
    public DualClientBuilder readiness(UnaryOperator<ReadinessSettings> change) {
        settings.readiness = change.apply(settings.readiness);
        return this;
    }

    /** Sets what an inventory, a preflight or a probe has found out about the secondary; nothing by default. */
    public DualClientBuilder externalFacts(ExternalFacts facts) {
        settings.externalFacts = facts;
        return this;
    }

    /** Sets the name of this node for operators; the host's name and the process id by default. */
    public DualClientBuilder instance(String name) {
        settings.instance = name;
        return this;
    }

    /** Sets the page size of the token lists that readiness reads; 100 by default. */
    public DualClientBuilder scanPage(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a page of " + rows + " rows: write 1 or more");
        }
        settings.scanPage = rows;
        return this;
    }

    /** Adds a listener that is notified of every secret set at the primary by {@link ClientSecrets#REPAIR_ON_USE}. */
    public DualClientBuilder secretListener(SecretListener listener) {
        settings.secretListeners.add(listener);
        return this;
    }

    /** Changes how the inventory reads: {@code inventory(inventory -> inventory.withCallsPerSecond(20))}. */
    public DualClientBuilder inventory(UnaryOperator<InventorySettings> change) {
        settings.inventory = change.apply(settings.inventory);
        return this;
    }

    /** Changes how the preflight runs: {@code preflight(preflight -> preflight.withMigrator(Migrator.EXTERNAL))}. */
    public DualClientBuilder preflight(UnaryOperator<PreflightSettings> change) {
        settings.preflight = change.apply(settings.preflight);
        return this;
    }

    /**
     * Declares whether a token migrator copies tokens to the primary, for readiness, the preflight and carry-over;
     * {@link Migrator#UNDECLARED} by default.
     */
    public DualClientBuilder migrator(Migrator declared) {
        settings.migrator = declared;
        settings.preflight = settings.preflight.withMigrator(declared);
        settings.readiness = settings.readiness.withMigrator(declared);
        return this;
    }

    /**
     * Changes what is carried over: {@code carryOver(carry -> carry.withEnabled(true))}. Needs {@link Migrator#NONE} and a
     * durable store; nothing is carried over before a {@linkplain dev.dualclient.migration.carryover.CarryOver#selfTest
     * self-test} has passed.
     */
    public DualClientBuilder carryOver(UnaryOperator<CarryOverSettings> change) {
        settings.carryOver = change.apply(settings.carryOver);
        return this;
    }

    /** Sets whether every call is logged at DEBUG under {@code dev.dualclient.decisions}; true by default. */
    public DualClientBuilder decisionLog(boolean on) {
        settings.decisionLog = on;
        return this;
    }

    /** Adds a listener that is notified of every call. */
    public DualClientBuilder listener(CallListener listener) {
        settings.listeners.add(listener);
        return this;
    }

    /** Sets an observer around every request to a backend, for metrics or tracing; none by default. */
    public DualClientBuilder attemptObserver(AttemptObserver around) {
        settings.observer = around;
        return this;
    }

    /**
     * Sets the executor that asks the second backend while the caller's thread asks the first, as kills do. If it
     * rejects a task, the caller's thread runs the task. By default the client uses virtual threads where the JVM has
     * them, or else its own bounded pool. The executor is not closed with the client.
     */
    public DualClientBuilder executor(Executor second) {
        settings.executor = second;
        return this;
    }

    /** Sets the source of time; this machine's by default. */
    public DualClientBuilder time(Time source) {
        settings.time = source;
        return this;
    }

    /**
     * Returns the client.
     *
     * @throws IllegalStateException if there is no primary
     * @throws IllegalArgumentException if a rule names no operation, is impossible or is unsafe, or if carry-over
     *     is on but its requirements are not met
     */
    public DualClient build() {
        settings.check();
        return new DualClient(Engine.start(settings));
    }

    private static Duration positive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is " + duration + "; use a duration longer than zero");
        }
        return duration;
    }
}
