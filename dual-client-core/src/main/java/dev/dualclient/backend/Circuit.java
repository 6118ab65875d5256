package dev.dualclient.backend;

import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuit breaker of one backend: every {@link #enter()} that lets in is followed by one {@link #leave}. */
final class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);

    /** Resilience4j requires an exception. No predicate is configured, so that one instance is enough. */
    private static final Exception FAILED = new Exception("the attempt failed", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    private final Side side;
    private final Duration open;
    private final CircuitBreaker breaker;
    private final Time time;
    private final Runnable onFailing;
    private final AtomicReference<State> last = new AtomicReference<>(State.CLOSED);
    private volatile long openedAt;

    /**
     * Creates a circuit that is closed.
     *
     * @param onFailing is run whenever the circuit has opened, and before its first probe
     */
    Circuit(Side side, GuardSettings settings, Time time, Runnable onFailing) {
        this.side = side;
        this.open = settings.open();
        this.time = time;
        this.onFailing = onFailing;
        this.breaker = CircuitBreaker.of(
                side.name(),
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failureRate())
                        .slidingWindow(
                                settings.window(),
                                settings.minimumCalls(),
                                CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .waitDurationInOpenState(open)
                        .permittedNumberOfCallsInHalfOpenState(settings.probes())
                        .slowCallDurationThreshold(Duration.ofDays(1)) // slow is not failed: timeouts decide that
                        .clock(new SteadyClock(time))
                        .build());
    }

    /** Asks the circuit breaker for permission to make a call. */
    boolean enter() {
        boolean in = breaker.tryAcquirePermission();
        if (last.get() != State.CLOSED) {
            watch(); // it lets probes in now, maybe
        }
        return in;
    }

    void leave(HealthSignal evidence, long nanos) {
        switch (evidence) {
            case WELL -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case ILL -> breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILED);
            case NONE -> breaker.releasePermission();
        }
        watch();
    }

    /** Whether no call is permitted. The breaker leaves that state only with the next call, which may never come. */
    boolean isOpen() {
        return breaker.getState() == State.OPEN && time.nanoTime() - openedAt < open.toNanos();
    }

    String state() {
        State state = breaker.getState();
        return (state == State.OPEN && !isOpen() ? State.HALF_OPEN : state).name();
    }

    /**
     * Logs a change of state. Failed probes are not logged, because the circuit was open before and is open
     * after. There is no event listener, because the breaker would then create an event for every call.
     */
    private void watch() {
        State now = breaker.getState();
        State before = last.get();
        if (now == before || !last.compareAndSet(before, now)) {
            return;
        }
        if (now == State.OPEN) {
            openedAt = time.nanoTime();
        }
        if (now != State.CLOSED) {
            onFailing.run();
        }
        if (before == State.CLOSED) {
            LOG.warn("{}: too many calls failed, the circuit is open; probing every {}", side, open);
        } else if (now == State.CLOSED) {
            LOG.warn("{}: answers again, the circuit is closed", side);
        }
    }

    /** A clock that does not jump. The breaker uses its clock to measure how long it has been open. */
    private static final class SteadyClock extends Clock {

        private final Time time;

        SteadyClock(Time time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(time.nanoTime());
        }
    }
}
