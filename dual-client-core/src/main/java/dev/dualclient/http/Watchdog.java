package dev.dualclient.http;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;

/**
 * Ends exchanges whose time is up, and closes idle connections. A socket's own timeout bounds one read; an answer that
 * drips in byte by byte never meets it.
 */
final class Watchdog implements AutoCloseable {

    /** Closing an idle TLS connection may wait for its peer; the second thread keeps deadlines on time meanwhile. */
    private static final int THREADS = 2;

    private static final Duration MOST_BETWEEN_ROUNDS = Duration.ofSeconds(1);

    private final ScheduledThreadPoolExecutor timer;

    Watchdog(String name) {
        timer = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "dual-client-watchdog-" + name.toLowerCase(Locale.ROOT));
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        // After close() there is nothing to wait for: the pool refuses every exchange at once.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Ends an exchange after a time, unless the result is cancelled before. */
    Future<?> endAfter(Duration time, Exchange exchange) {
        return timer.schedule(exchange::endOfTime, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Closes connections that have been idle for a time, from now on. */
    void closeIdle(PoolingHttpClientConnectionManager pool, Duration maxIdle) {
        long round = Math.min(maxIdle.toNanos() / 2, MOST_BETWEEN_ROUNDS.toNanos());
        timer.scheduleWithFixedDelay(() -> pool.closeIdle(TimeValue.of(maxIdle)), round, round, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
