package dev.dualclient.backend;

import dev.dualclient.operation.Side;
import java.time.Duration;

/** A backend behind its deadline, bulkhead and circuit breaker. Thread-safe. */
public final class GuardedBackend implements AutoCloseable {

    private final Side side;
    private final Backend backend;
    private final Classifier classifier;
    private final Time time;

    /** Guards a backend. */
    public GuardedBackend(Side side, Backend backend, Classifier classifier, Time time) {
        this.side = side;
        this.backend = backend;
        this.classifier = classifier;
        this.time = time;
    }

    /** Sends a call at most once and tells how that ended; never throws for what happens on the way. */
    public Attempt call(ApiCall call, Deadline deadline) {
        long start = time.nanoTime();
        Reply reply = backend.send(call, deadline);
        Duration elapsed = Duration.ofNanos(time.nanoTime() - start);
        if (reply instanceof Reply.Answered answered) {
            Reason reason = classifier.read(call.operation(), answered.answer());
            return new Attempt(side, reason, answered.answer(), null, elapsed);
        }
        Reply.Failed failed = (Reply.Failed) reply;
        return new Attempt(side, failed.reason(), null, failed.cause(), elapsed);
    }

    @Override
    public void close() {
        backend.close();
    }
}
