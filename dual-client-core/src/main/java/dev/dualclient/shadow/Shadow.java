package dev.dualclient.shadow;

import dev.dualclient.backend.Backend;
import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.shadow.ShadowEvent.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a sample of reads at the primary, on threads of its own, and tells where the two answers differ. It asks the
 * primary past custody, circuit breaker and bulkhead, of which it changes nothing, with at most two requests at a time.
 * Thread-safe.
 */
public final class Shadow implements ReadListener {

    private static final Logger LOG = LoggerFactory.getLogger(Shadow.class);
    private static final int THREADS = 2;
    private static final int QUEUE = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Backend primary;
    private final Classifier classifier;
    private final double sampleRate;
    private final List<ShadowListener> listeners;
    private final Time time;
    private final ThreadPoolExecutor threads;

    /**
     * Begins.
     *
     * @param primary the way to the primary; the caller closes it
     * @param classifier reads the primary's answers
     * @param sampleRate which share of reads is repeated, from 0 to 1
     * @param listeners are told of every comparison
     * @throws IllegalArgumentException if the rate is none
     */
    public Shadow(
            Backend primary, Classifier classifier, double sampleRate, List<ShadowListener> listeners, Time time) {
        this.primary = primary;
        this.classifier = classifier;
        this.sampleRate = requireRate(sampleRate);
        this.listeners = List.copyOf(listeners);
        this.time = time;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "dual-client-shadow");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Checks a rate.
     *
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public static double requireRate(double sampleRate) {
        if (!(sampleRate >= 0 && sampleRate <= 1)) {
            throw new IllegalArgumentException(
                    "dual-client.shadow.sample-rate is " + sampleRate + ": write a number from 0 to 1");
        }
        return sampleRate;
    }

    @Override
    public void onRead(ApiCall call, Attempt attempt) {
        if (ThreadLocalRandom.current().nextDouble() >= sampleRate) {
            return;
        }
        try {
            threads.execute(() -> compare(call, attempt));
        } catch (RejectedExecutionException full) {
            tell(call, Result.DROPPED, attempt, null, List.of());
        }
    }

    private void compare(ApiCall call, Attempt attempt) {
        Reply reply = primary.send(call, Deadline.after(TIMEOUT, time));
        ApiResponse known = attempt.answer();
        if (!(reply instanceof Reply.Answered answered) || known == null) {
            Reason reason = reply instanceof Reply.Failed failed ? failed.reason() : null;
            tell(call, Result.NO_ANSWER, attempt, reason, List.of());
            return;
        }
        Reason reason = classifier.read(call.operation(), answered.answer());
        Outcome outcome = reason.outcome();
        if (outcome == Outcome.UNAVAILABLE || outcome == Outcome.INDETERMINATE || reason == Reason.THROTTLED) {
            tell(call, Result.NO_ANSWER, attempt, reason, List.of());
        } else if (outcome != attempt.outcome()) {
            tell(call, Result.DIFFERENT_OUTCOME, attempt, reason, List.of());
        } else {
            List<String> fields =
                    Differences.between(known.json(), answered.answer().json());
            tell(call, fields.isEmpty() ? Result.SAME : Result.DIFFERENT_FIELDS, attempt, reason, fields);
        }
    }

    private void tell(ApiCall call, Result result, Attempt attempt, @Nullable Reason primarySaid, List<String> fields) {
        ShadowEvent event = new ShadowEvent(call.operation().id(), result, attempt.reason(), primarySaid, fields);
        for (ShadowListener listener : listeners) {
            try {
                listener.onComparison(event);
            } catch (RuntimeException failure) {
                LOG.warn("a shadow listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }

    /** Forgets what waits, and lets what is under way end by itself. */
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
    }
}
