package dev.dualclient.kits;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/**
 * Calls of something outside that may hang, be down, or be a bean of the application: each ends within a time budget, a
 * bounded number run at once, and a circuit breaker spares callers the wait while most calls fail. The calls run in
 * threads of their own, without the caller's thread locals. Thread-safe.
 */
public final class GuardedCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedCalls.class);
    private static final int MOST_AT_ONCE = 256;

    private final String name;
    private final Duration budget;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;

    /**
     * Creates the guard.
     *
     * @param name whom is called, for messages
     * @param budget how long a call may take
     */
    public GuardedCalls(String name, Duration budget) {
        this.name = name;
        this.budget = budget;
        this.breaker = breaker(name);
        this.threads = new ThreadPoolExecutor(0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "dual-client-kits");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns a circuit breaker that opens for five seconds when half of the last calls, and five at least, failed. Calls
     * that were not made or were interrupted say nothing.
     */
    public static CircuitBreaker breaker(String name) {
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .ignoreExceptions(RejectedExecutionException.class, InterruptedException.class)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "The circuit of {} is {}",
                        name,
                        change.getStateTransition().getToState()));
        return breaker;
    }

    /** Calls. Returns nothing if there is no result in time, or an exception. */
    public <T> Optional<T> call(Callable<T> work) {
        try {
            return Optional.of(breaker.executeCallable(() -> within(work)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            // Its message may quote what the call was about.
            Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
            LOG.debug("{} gave no answer: {}", name, ClassUtils.getShortName(cause.getClass()));
        }
        return Optional.empty();
    }

    /** Ends the work, too, that nobody waits for any more. */
    private <T> T within(Callable<T> work) throws InterruptedException, ExecutionException, TimeoutException {
        Future<T> running = threads.submit(work);
        try {
            return running.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            running.cancel(true);
        }
    }

    /** Ends what is in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
