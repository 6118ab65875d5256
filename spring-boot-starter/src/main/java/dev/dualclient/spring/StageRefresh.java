package dev.dualclient.spring;

import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.StagePolicy;
import dev.dualclient.migration.StageRefusedException;
import dev.dualclient.migration.Stages;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Follows the properties that say how far the migration is: what changes in the environment while the application runs is
 * a change of the stage, on all nodes. Looks once a second, whatever it is that changes an environment.
 */
final class StageRefresh implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StageRefresh.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Stages stages;
    private final Environment environment;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private StagePolicy followed;
    private volatile @Nullable String told;
    private volatile boolean running;

    /**
     * Creates what begins to follow when the application starts.
     *
     * @param followed what the properties say that the stages were made with
     */
    StageRefresh(Stages stages, Environment environment, StagePolicy followed) {
        this.stages = stages;
        this.environment = environment;
        this.followed = followed;
        scheduler.setThreadNamePrefix("dual-client-properties-");
        scheduler.setDaemon(true);
    }

    @Override
    public void start() {
        scheduler.initialize();
        scheduler.scheduleWithFixedDelay(
                this::refresh, Instant.now().plus(PERIOD), PERIOD); // the stages have just been set
        running = true;
    }

    private void refresh() {
        try {
            StagePolicy wanted = StageProperties.of(environment).policy();
            if (!wanted.equals(followed)) {
                stages.settingsChanged(wanted);
                followed = wanted;
            }
            told = null;
        } catch (StageRefusedException | BindException | IllegalArgumentException wrong) {
            tellOnce(String.valueOf(wrong.getMessage()));
        } catch (StoreUnavailableException down) {
            LOG.debug("the changed stage has to wait: {}", down.getMessage());
        }
    }

    /** What cannot be followed is tried again every second, but told once. */
    private void tellOnce(String message) {
        if (!message.equals(told)) {
            told = message;
            LOG.warn("The changed properties under dual-client are not followed: {}", message);
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
