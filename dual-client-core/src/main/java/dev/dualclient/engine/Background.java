package dev.dualclient.engine;

import dev.dualclient.custody.Custody;
import dev.dualclient.custody.SecretStatus;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.CanaryGuard;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.migration.SecondaryUse;
import dev.dualclient.migration.StageControl;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.observation.Purpose;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The background tasks of an engine, which run every second. Thread-safe. */
final class Background {

    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final Custody custody;
    private final Delivery delivery;
    private final CallContexts contexts;
    private final StageControl stages;
    private final @Nullable Readiness readiness;
    private final DoubtfulClients doubtful;
    private final SecretTrials secretTrials;
    private final SecondaryUse use;
    private final CanaryGuard guard;
    private final CarryOver carryOver;
    private volatile List<PeriodicTask> tasks = List.of();

    Background(
            Custody custody,
            Delivery delivery,
            CallContexts contexts,
            StageControl stages,
            @Nullable Readiness readiness,
            DoubtfulClients doubtful,
            SecretTrials secretTrials,
            SecondaryUse use,
            CanaryGuard guard,
            CarryOver carryOver) {
        this.custody = custody;
        this.delivery = delivery;
        this.contexts = contexts;
        this.stages = stages;
        this.readiness = readiness;
        this.doubtful = doubtful;
        this.secretTrials = secretTrials;
        this.use = use;
        this.guard = guard;
        this.carryOver = carryOver;
    }

    /** Reads what other nodes have found out, before the first call. */
    void begin() {
        shareReached();
        if (readiness != null) {
            readiness.share();
        }
        carryOver.follow();
    }

    /** Starts a thread for each task, so that a slow task does not delay the others. */
    void start() {
        tasks = List.of(
                new PeriodicTask("outbox", this::deliver),
                new PeriodicTask("stage", this::followStage),
                new PeriodicTask("secrets", this::trySecrets),
                new PeriodicTask("scan", this::scan));
    }

    void tick() {
        followStage();
        carryOver.tick();
        deliver();
        trySecrets();
    }

    private void followStage() {
        stages.follow();
        guard.watch();
        carryOver.follow();
        if (readiness != null) {
            readiness.share();
            use.share();
        }
    }

    private void scan() {
        if (readiness != null) {
            readiness.scanIfDue();
        }
    }

    private void deliver() {
        custody.monitor().tick();
        shareReached();
        try {
            delivery.deliverDue(stages.isSecondarySwitchedOff(), () -> contexts.ofNobody(Delivery.UNHURRIED));
        } catch (StoreUnavailableException down) {
            LOG.debug("nothing is delivered while the custody store is down: {}", down.getMessage());
        }
    }

    private void trySecrets() {
        doubtful.share();
        try {
            secretTrials.run(() -> contexts.ofNobody().as(Purpose.LOOK_UP));
        } catch (StoreUnavailableException down) {
            LOG.debug("no secret is tried while the custody store is down: {}", down.getMessage());
        }
    }

    /** If any node has ever reached the primary, this node counts it as reached too, also after a restart. */
    private void shareReached() {
        if (custody.monitor().primaryWasReached(contexts.isReached(Side.PRIMARY))) {
            contexts.reached(Side.PRIMARY);
        }
    }

    /** Returns the clients of this node whose secret may differ at the primary, and what is known of it. */
    Map<String, SecretStatus> doubtfulSecrets() {
        return doubtful.ofThisNode();
    }

    /** Returns whether the secondary can be switched off, {@code null} where there is none. */
    @Nullable
    Readiness readiness() {
        return readiness;
    }

    /** Returns which clients need the secondary. */
    SecondaryUse use() {
        return use;
    }

    /** Returns carry-over, which copies token rows to the primary. */
    CarryOver carryOver() {
        return carryOver;
    }

    /** Returns the names of the tasks whose last run failed. */
    Set<String> failing() {
        return tasks.stream()
                .filter(PeriodicTask::isFailing)
                .map(PeriodicTask::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    void close(Duration patience) {
        tasks.forEach(task -> task.close(patience));
        if (readiness != null) {
            readiness.goodBye();
        }
    }
}
