package dev.dualclient.http;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends exchanges whose time is up, and closes idle connections. A socket's own timeout bounds one read; an answer that
 * drips in byte by byte never meets it. Nearly every exchange ends long before, so none has a timer of its own, which
 * would wake a thread at each call: those under way are looked through when the first of them could be late.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpBackend.class);

    /** Closing an idle TLS connection may wait for its peer; the second thread keeps deadlines on time meanwhile. */
    private static final int THREADS = 2;

    private static final Duration MOST_BETWEEN_ROUNDS = Duration.ofSeconds(1);

    /** A look at all exchanges, at a moment by {@link System#nanoTime}. */
    private record Look(long at) {}

    private final Set<Exchange> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Look> next = new AtomicReference<>();
    private final ScheduledThreadPoolExecutor timer;

    Watchdog(String name) {
        timer = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "dual-client-watchdog-" + name.toLowerCase(Locale.ROOT));
            thread.setDaemon(true);
            return thread;
        });
        // After close() there is nothing to wait for: the pool refuses every exchange at once.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Ends an exchange after a time, unless it is over before. */
    void endAfter(Duration time, Exchange exchange) {
        exchange.endsAt(System.nanoTime() + time.toNanos());
        underWay.add(exchange);
        lookBy(exchange.endsAt());
    }

    /** Stops watching an exchange that has ended. */
    void over(Exchange exchange) {
        underWay.remove(exchange);
    }

    private void lookBy(long moment) {
        Look planned = next.get();
        while (planned == null || moment - planned.at() < 0) {
            Look sooner = new Look(moment);
            if (next.compareAndSet(planned, sooner)) {
                timer.schedule(() -> look(sooner), moment - System.nanoTime(), TimeUnit.NANOSECONDS);
                return;
            }
            planned = next.get();
        }
    }

    private void look(Look due) {
        next.compareAndSet(due, null); // what begins from now on sees to its own end
        Exchange first = null;
        for (Exchange exchange : underWay) {
            boolean late = exchange.endsAt() - System.nanoTime() <= 0;
            if (late && underWay.remove(exchange)) {
                timer.execute(exchange::endOfTime); // which may have to wait for a connection to close
            } else if (!late && (first == null || exchange.endsAt() - first.endsAt() < 0)) {
                first = exchange;
            }
        }
        if (first != null) {
            lookBy(first.endsAt());
        }
    }

    /** Closes connections that have been idle for a time, from now on. */
    void closeIdle(PoolingHttpClientConnectionManager pool, Duration maxIdle) {
        long round = Math.min(maxIdle.toNanos() / 2, MOST_BETWEEN_ROUNDS.toNanos());
        timer.scheduleWithFixedDelay(() -> pool.closeIdle(TimeValue.of(maxIdle)), round, round, TimeUnit.NANOSECONDS);
    }

    /** Stops the threads. A container that unloads the application right afterwards finds none of them. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("{} still closes a connection", timer);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
