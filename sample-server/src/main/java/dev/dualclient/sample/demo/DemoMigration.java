package dev.dualclient.sample.demo;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.StageRequest;
import dev.dualclient.migration.readiness.Readiness;
import dev.dualclient.migration.readiness.ReadinessReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.stereotype.Component;

/**
 * A whole migration on the start page, step by step. While it is under way, the token lists are read every second, so that
 * one can watch what only 2.3 holds become less. Thread-safe.
 */
@Component
@ConditionalOnBean({DemoBackends.class, DemoTime.class})
final class DemoMigration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoMigration.class);
    private static final Duration A_DAY = Duration.ofHours(25);
    private static final String BY = "the start page";

    private final DemoBackends backends;
    private final DemoTime time;
    private final DualAuthleteApi api;
    private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-migration");
        thread.setDaemon(true);
        return thread;
    });
    private MigrationStep done = MigrationStep.LOG_IN;
    private List<String> objections = List.of();

    DemoMigration(DemoBackends backends, DemoTime time, DualAuthleteApi api) {
        this.backends = backends;
        this.time = time;
        this.api = api;
        reader.scheduleWithFixedDelay(this::read, 1, 1, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            if (isUnderWay()) {
                api.readiness().scan();
            }
        } catch (StoreUnavailableException down) {
            LOG.debug("the token lists are not read: {}", down.getMessage());
        } catch (RuntimeException failed) { // the next second is another one
            LOG.warn("The token lists could not be read; next time in 1 s", failed);
        }
    }

    private synchronized boolean isUnderWay() {
        return done != MigrationStep.LOG_IN && done.compareTo(MigrationStep.PRIMARY_ONLY) < 0;
    }

    /** Returns all steps, in their order. */
    public List<MigrationStep> getSteps() {
        return List.of(MigrationStep.values());
    }

    /** Returns the step that comes next, {@code null} once all are done. */
    public synchronized @Nullable MigrationStep getNext() {
        return done.next();
    }

    /** Returns what spoke against the last step; empty if it was done. */
    public synchronized List<String> getObjections() {
        return objections;
    }

    /** Returns what is known of the question whether 2.3 can be switched off. */
    public ReadinessReport getReport() {
        return api.readiness().report();
    }

    /**
     * Does a step, if it is the next one.
     *
     * @return whether it was done, now or before
     */
    synchronized boolean take(MigrationStep step) {
        if (step != getNext()) {
            return step.compareTo(done) <= 0;
        }
        try {
            act(step);
            objections = List.of();
            done = step;
            return true;
        } catch (StageRefusedException refused) {
            objections = refused.objections();
            return false;
        }
    }

    private void act(MigrationStep step) {
        Readiness readiness = api.readiness();
        switch (step) {
            case MIGRATE -> {
                readiness.scan(); // so that the curve begins with what there was
                backends.startMigrator();
            }
            case DRAIN -> {
                api.dualClient().inventory().compare(); // tells Dual Client that both backends have equal secrets
                change(Stage.DRAIN, "nothing new at 2.3");
                backends.stopMigrator();
                readiness.migratorFinished(BY, "it has copied everything");
            }
            case A_DAY_PASSES -> {
                time.advance(A_DAY);
                backends.advance(A_DAY);
                readiness.scan();
            }
            case PRIMARY_ONLY -> change(Stage.PRIMARY_ONLY, "3.0 has everything");
            case STOP_SECONDARY -> backends.stopSecondary();
            default -> throw new IllegalArgumentException(step + " is done elsewhere");
        }
    }

    private void change(Stage stage, String reason) {
        api.dualClient().stages().change(StageRequest.because(reason).by(BY).stage(stage));
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
