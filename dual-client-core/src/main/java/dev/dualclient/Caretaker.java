package dev.dualclient;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something every second until it is closed. */
final class Caretaker {

    private static final Logger LOG = LoggerFactory.getLogger(DualClient.class);

    private final ScheduledExecutorService timer;

    /**
     * Begins.
     *
     * @param what names the thread
     */
    Caretaker(String what, Runnable work) {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dual-client-" + what);
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(() -> guarded(work), 1, 1, TimeUnit.SECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            LOG.warn("What is done every second failed; it is tried again in a second", failure);
        }
    }

    /** Lets what is being done end, for at most so long. What is not done stays in the outbox. */
    void close(Duration atMost) {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException stop) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
