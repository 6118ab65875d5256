package dev.dualclient.kits;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
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
    private static final int MOST_AT_ONCE = 64;

    private final String name;
    private final Duration budget;
    private final CircuitBreaker breaker;
    private final ThreadPoolExecutor threads;

    /** There was no answer. The message names no argument and no value of the call. */
    public static final class UnavailableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

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

    /** Returns a circuit breaker that opens for five seconds when half of the last calls, and five at least, failed. */
    public static CircuitBreaker breaker(String name) {
        CircuitBreaker breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn(
                        "The circuit of {} is {}", name, change.getStateTransition().getToState()));
        return breaker;
    }

    /**
     * Calls.
     *
     * @param answered whether a result counts as an answer for the circuit breaker
     * @throws UnavailableException if there was no result in time, or an exception
     */
    public <T> T call(Callable<T> work, Predicate<? super T> answered) throws UnavailableException {
        if (!breaker.tryAcquirePermission()) {
            throw new UnavailableException(name + " failed too often and is not called for some seconds");
        }
        long start = System.nanoTime();
        try {
            T result = within(work);
            if (answered.test(result)) {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            } else {
                failed(start, "gave no answer");
            }
            return result;
        } catch (RejectedExecutionException full) {
            breaker.releasePermission();
            throw new UnavailableException(name + " has " + MOST_AT_ONCE + " calls in progress");
        } catch (ExecutionException failure) {
            // Its message may quote what the call was about.
            throw failed(start, "failed with " + ClassUtils.getShortName(failure.getCause().getClass()));
        } catch (TimeoutException late) {
            throw failed(start, "did not answer within " + budget.toMillis() + " ms");
        } catch (InterruptedException stopped) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            throw new UnavailableException("the call of " + name + " was interrupted");
        }
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

    private UnavailableException failed(long start, String how) {
        UnavailableException failure = new UnavailableException(name + " " + how);
        breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
        LOG.debug("{} {}", name, how);
        return failure;
    }

    /** Ends what is in progress. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
