package dev.dualclient.backend;

import dev.dualclient.operation.Side;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The circuit breaker of one backend: every {@link #enter()} that lets in is followed by one {@link #leave}. */
final class Circuit {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedBackend.class);

    /** The breaker wants to know an exception, and looks at none. */
    private static final Exception FAILED = new Exception("the attempt failed", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    private final Side side;
    private final Duration open;
    private final CircuitBreaker breaker;
    private final Time time;
    private volatile long openedAt;

    Circuit(Side side, GuardSettings settings, Time time) {
        this.side = side;
        this.open = settings.open();
        this.time = time;
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
        breaker.getEventPublisher().onStateTransition(event -> noted(event.getStateTransition()));
    }

    /** Asks to be let in; costs next to nothing, whatever the answer. */
    boolean enter() {
        return breaker.tryAcquirePermission();
    }

    void leave(Evidence evidence, long nanos) {
        switch (evidence) {
            case WELL -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case ILL -> breaker.onError(nanos, TimeUnit.NANOSECONDS, FAILED);
            case NONE -> breaker.releasePermission();
        }
    }

    /** Whether no call is let in. The breaker itself leaves that state with the next call, which may never come. */
    boolean isOpen() {
        return breaker.getState() == State.OPEN && time.nanoTime() - openedAt < open.toNanos();
    }

    String state() {
        State state = breaker.getState();
        return (state == State.OPEN && !isOpen() ? State.HALF_OPEN : state).name();
    }

    /** Probes that fail are not told: the circuit was open before and is open after. */
    private void noted(StateTransition transition) {
        if (transition.getToState() == State.OPEN) {
            openedAt = time.nanoTime();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            LOG.warn("{}: too many calls failed, the circuit is open; probing every {}", side, open);
        } else if (transition.getToState() == State.CLOSED) {
            LOG.warn("{}: answers again, the circuit is closed", side);
        }
    }

    /** The breaker asks for the time of day to measure how long it has been open; ours does not jump. */
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
