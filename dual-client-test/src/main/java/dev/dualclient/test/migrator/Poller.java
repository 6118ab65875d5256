package dev.dualclient.test.migrator;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a migrator run by itself, on one daemon thread. */
final class Poller implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenMigrator.class);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "token-migrator");
        daemon.setDaemon(true);
        return daemon;
    });
    private final TokenMigrator migrator;
    private final Duration lag;

    Poller(TokenMigrator migrator, Duration pollEvery, Duration lag) {
        this.migrator = migrator;
        this.lag = lag;
        thread.scheduleWithFixedDelay(this::read, 0, pollEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void read() {
        trying(() -> {
            Snapshot snapshot = migrator.read();
            if (snapshot.size() > 0) {
                thread.schedule(() -> trying(() -> migrator.write(snapshot)), lag.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private static void trying(Runnable step) {
        try {
            step.run();
        } catch (UncheckedIOException unreachable) {
            LOG.info("the token migrator could not reach a server and will try again: {}", unreachable.getMessage());
        }
    }
}
