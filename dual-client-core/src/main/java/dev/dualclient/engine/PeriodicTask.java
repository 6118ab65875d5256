package dev.dualclient.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something every second until it is closed. */
final class PeriodicTask {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService timer;
    private volatile boolean failing;

    /**
     * Begins.
     *
     * @param name names the task, and its thread
     */
    PeriodicTask(String name, Runnable work) {
        this.name = name;
        this.work = work;
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dual-client-" + name);
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::guarded, 1, 1, TimeUnit.SECONDS);
    }

    /** Whatever is thrown, also an error of the machine, ends one run; else the timer would never run the task again. */
    private void guarded() {
        try {
            work.run();
            failing = false;
        } catch (Throwable failure) {
            failing = true;
            told(failure);
        }
    }

    private void told(Throwable failure) {
        try {
            LOG.warn("Background task {} failed; next run in 1 s", name, failure);
        } catch (Throwable alsoFailed) { // without memory nothing can be logged either, and health tells of it
            failing = true;
        }
    }

    /** Returns the name of the task. */
    String name() {
        return name;
    }

    /** Returns whether its last run failed. */
    boolean isFailing() {
        return failing;
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
