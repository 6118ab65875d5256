package dev.dualclient.backend;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A backend behind its circuit breaker and its bulkhead. While the circuit is open or the bulkhead is full, a call
 * sends nothing and ends early. Thread-safe.
 */
public final class GuardedBackend implements AutoCloseable {

    private final Side side;
    private final Backend backend;
    private final Classifier classifier;
    private final Time time;
    private final Duration maxWait;
    private final Semaphore places;
    private final Circuit circuit;
    private final ApiCredentialsWatch credentials;
    private final FaultWatch faults;

    /** Guards a backend by {@link GuardSettings#defaults()}. */
    public GuardedBackend(Side side, Backend backend, Classifier classifier, Time time) {
        this(side, backend, classifier, time, GuardSettings.defaults());
    }

    /** Guards a backend. */
    public GuardedBackend(Side side, Backend backend, Classifier classifier, Time time, GuardSettings settings) {
        this.side = side;
        this.backend = backend;
        this.classifier = classifier;
        this.time = time;
        this.maxWait = settings.maxWait();
        this.places = new Semaphore(settings.maxConcurrent());
        this.circuit = new Circuit(side, settings, time, backend::renewConnections);
        this.credentials = new ApiCredentialsWatch(side);
        this.faults = new FaultWatch(side, backend.address(), time);
    }

    /** Returns whether the circuit breaker is open. */
    public boolean isCircuitOpen() {
        return circuit.isOpen();
    }

    /** Sends a call at most once and returns how that ended. Never throws for what a backend or the network does. */
    public Attempt call(ApiCall call, Deadline deadline) {
        // The circuit breaker comes first, so that no call waits for a bulkhead permit while the circuit is open.
        if (!circuit.enter()) {
            return Attempt.notSent(side, Reason.CIRCUIT_OPEN);
        }
        long start = time.nanoTime();
        HealthSignal health = HealthSignal.NONE;
        boolean placed = false;
        try {
            placed = findPlace(deadline);
            Attempt attempt = placed
                    ? attempt(call, backend.send(call, deadline), start)
                    : new Attempt(side, Reason.BULKHEAD_FULL, null, null, since(start));
            health = HealthSignal.of(attempt.reason());
            credentials.note(call.operation().apiCredentials(), attempt.reason());
            if (attempt.reason() == Reason.API_CREDENTIALS_REJECTED) {
                backend.renewCredentials();
            }
            faults.note(attempt);
            return attempt;
        } finally {
            if (placed) {
                places.release();
            }
            circuit.leave(health, time.nanoTime() - start);
        }
    }

    /**
     * Sends a call in the background: without a permit of the bulkhead, and without telling the circuit breaker how it ended.
     * Sends nothing while the circuit is open.
     */
    public Attempt callAside(ApiCall call, Deadline deadline) {
        long start = time.nanoTime();
        return circuit.isOpen()
                ? Attempt.notSent(side, Reason.CIRCUIT_OPEN)
                : attempt(call, backend.send(call, deadline), start);
    }

    /**
     * Sends a call past bulkhead and circuit breaker, whether or not the circuit is open, and changes the state of neither.
     * For an operator's questions about this backend, few at a time.
     */
    public Attempt callDirectly(ApiCall call, Deadline deadline) {
        long start = time.nanoTime();
        return attempt(call, backend.send(call, deadline), start);
    }

    /** Returns where the backend is, without secrets; empty where that is not known. */
    public String address() {
        return backend.address();
    }

    private Attempt attempt(ApiCall call, Reply reply, long start) {
        if (reply instanceof Reply.Answered answered) {
            Reason reason = classifier.read(call.operation(), answered.answer());
            return new Attempt(side, reason, answered.answer(), null, since(start));
        }
        Reply.Failed failed = (Reply.Failed) reply;
        return new Attempt(side, failed.reason(), null, failed.cause(), since(start));
    }

    private boolean findPlace(Deadline deadline) {
        if (places.tryAcquire()) {
            return true;
        }
        Duration left = deadline.remaining();
        long wait = Math.min(maxWait.toNanos(), left.toNanos());
        try {
            return places.tryAcquire(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(time.nanoTime() - start);
    }

    /** Returns which backend this is. */
    public Side side() {
        return side;
    }

    /** Returns why a call would not be sent now, {@code null} if it would be. */
    public @Nullable Reason obstacle() {
        return circuit.isOpen() ? Reason.CIRCUIT_OPEN : places.availablePermits() == 0 ? Reason.BULKHEAD_FULL : null;
    }

    /** Returns how the guard stands now. */
    public GuardState state() {
        return new GuardState(
                circuit.state(), places.availablePermits(), backend.pool(), credentials.rejected(), faults.current());
    }

    @Override
    public void close() {
        backend.close();
    }
}
