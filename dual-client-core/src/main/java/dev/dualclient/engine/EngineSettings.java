package dev.dualclient.engine;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.OutboxSettings;
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
import dev.dualclient.routing.Rules;
import dev.dualclient.shadow.ReadListener;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an {@link Engine}, with their defaults. The builder of the root package sets and documents them. Mutable,
 * and read once. Not thread-safe.
 */
public final class EngineSettings {

    public final Map<Side, GuardedBackend> backends = new EnumMap<>(Side.class);
    public final Map<String, OperationRule> operationRules = new LinkedHashMap<>();
    public final Set<String> unsafeRules = new HashSet<>();
    public final Set<String> secretMigrated = new HashSet<>();
    public final List<CallListener> listeners = new ArrayList<>();
    public final List<ReadListener> readListeners = new ArrayList<>();
    public final List<StageListener> stageListeners = new ArrayList<>();
    public final List<SecretListener> secretListeners = new ArrayList<>();
    public final List<Runnable> closedLast = new ArrayList<>();
    public StagePolicy stages = StagePolicy.of(Stage.PRIMARY_FIRST);
    public List<Condition> fallBackOn = Condition.DEFAULTS;
    public NewGrantsDuringOutage newGrantsDuringOutage = NewGrantsDuringOutage.SECONDARY;
    public ClientSecrets clientSecrets = ClientSecrets.KEEP;
    public AttemptObserver observer = AttemptObserver.NONE;
    public Duration callTimeout = Duration.ofSeconds(8);
    public Duration killTimeout = Duration.ofSeconds(3);
    public Duration maxStale = Duration.ofHours(24);
    public Duration unknownTokenTtl = Duration.ofSeconds(1);
    public int hedgeBudget = 10;
    public OutboxSettings outbox = OutboxSettings.defaults();
    public InventorySettings inventory = InventorySettings.defaults();
    public PreflightSettings preflight = PreflightSettings.defaults();
    public Migrator migrator = Migrator.UNDECLARED;
    public CarryOverSettings carryOver = CarryOverSettings.defaults();
    public boolean background = true;
    public boolean decisionLog = true;
    public Time time = Time.system();
    public CanaryGuard.Action canaryGuard = CanaryGuard.Action.OFF;
    public ReadinessSettings readiness = ReadinessSettings.defaults();
    public ExternalFacts externalFacts = ExternalFacts.UNKNOWN;
    public int scanPage = 100;
    public @Nullable String instance;
    public @Nullable KillConfirm killConfirm;
    public @Nullable Custody custody;
    public @Nullable Executor executor;

    /**
     * Checks that the settings fit together.
     *
     * @throws IllegalStateException if there is no primary, or if kills are to be durable but custody is kept in memory
     * @throws IllegalArgumentException if carry-over is on without what it needs
     */
    public void check() {
        if (!backends.containsKey(Side.PRIMARY)) {
            throw new IllegalStateException("there is no primary backend; set one with primary(...)");
        }
        if (killConfirm == KillConfirm.DURABLE && !isDurable()) {
            throw new IllegalStateException(
                    "kill.confirm is durable, but custody is kept in the memory of this process,"
                            + " where an undelivered kill would be lost: set custody.store to jdbc or redis, or kill.confirm to"
                            + " strict");
        }
        if (carryOver.enabled() && migrator != Migrator.NONE) {
            throw new IllegalArgumentException(
                    "dual-client.carry-over.enabled is true, but a token migrator may be at work: write none into"
                            + " dual-client.migrator if there is none, or leave carry-over off");
        }
        if (carryOver.enabled() && !isDurable()) {
            throw new IllegalArgumentException(
                    "dual-client.carry-over.enabled is true, but the memory store forgets at a restart which tokens were"
                            + " copied: write jdbc or redis into dual-client.custody.store, or leave carry-over off");
        }
    }

    Rules rules() {
        operationRules.forEach((key, rule) -> {
            Duration timeout = rule.timeout();
            if (timeout != null && timeout.compareTo(callTimeout) > 0) {
                throw new IllegalArgumentException(
                        "dual-client.operations." + key + ".timeout is " + timeout + ", but the whole call ends after "
                                + callTimeout + ": write a shorter one, or a longer dual-client.call-timeout");
            }
        });
        return new Rules(operationRules, fallBackOn, unsafeRules);
    }

    Custody custody() {
        return custody != null ? custody : Custody.inMemory("", CustodySettings.defaults(), outbox, time);
    }

    /** Returns the name of this node: the one that was set, or else the process id and the host's name. */
    String instance() {
        return instance != null
                ? instance
                : ManagementFactory.getRuntimeMXBean().getName();
    }

    KillConfirm confirm() {
        if (killConfirm != null) {
            return killConfirm;
        }
        return isDurable() ? KillConfirm.DURABLE : KillConfirm.STRICT;
    }

    private boolean isDurable() {
        return custody != null && custody.isDurable();
    }
}
