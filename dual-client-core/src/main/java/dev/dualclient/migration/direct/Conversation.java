package dev.dualclient.migration.direct;

import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one run to one backend, within one budget. A request that is throttled (HTTP 429) is sent again after the
 * time that the backend asks for, as long as the budget lasts. A conversation also notes what the answers tell beside what
 * was asked: the backend's clock, and whether it throttles. Thread-safe.
 */
public final class Conversation {

    private static final Duration UNTOLD_WAIT = Duration.ofSeconds(1);

    private final GuardedBackend backend;
    private final Pace pace;
    private final Deadline deadline;
    private final Time time;
    private volatile @Nullable Duration clockAhead;
    private volatile int throttled;
    private volatile @Nullable Duration longestWait;

    Conversation(GuardedBackend backend, Pace pace, Deadline deadline, Time time) {
        this.backend = backend;
        this.pace = pace;
        this.deadline = deadline;
        this.time = time;
    }

    /** Returns which backend it is. */
    public Side side() {
        return backend.side();
    }

    /** Sends a request, at the pace of the backend. Without time left it ends with {@link Reason#OUT_OF_TIME}. */
    public Attempt ask(ApiCall call) {
        while (true) {
            Attempt attempt = askOnce(call);
            if (attempt.reason() != Reason.THROTTLED || !waits(attempt.answer())) {
                return attempt;
            }
        }
    }

    private Attempt askOnce(ApiCall call) {
        if (!pace.enter(deadline)) {
            return Attempt.notSent(side(), Reason.OUT_OF_TIME);
        }
        try {
            Instant before = time.now();
            Attempt attempt = backend.callDirectly(call, deadline);
            observeClock(before, attempt.answer());
            return attempt;
        } finally {
            pace.leave();
        }
    }

    /** Has everybody wait as the backend asks; returns false if that is longer than the budget. */
    private boolean waits(@Nullable ApiResponse answer) {
        Duration told = answer == null ? null : answer.retryAfter(time.now());
        Duration wait = told == null || told.isZero() ? UNTOLD_WAIT : told;
        note(wait);
        pace.pause(wait);
        return wait.compareTo(deadline.remaining()) < 0;
    }

    private synchronized void note(Duration wait) {
        throttled++;
        longestWait = longestWait == null || longestWait.compareTo(wait) < 0 ? wait : longestWait;
    }

    /** The header has whole seconds, and was written somewhere between the request and its answer. */
    private void observeClock(Instant before, @Nullable ApiResponse answer) {
        Instant told = answer == null ? null : answer.date();
        if (told == null) {
            return;
        }
        Instant after = time.now();
        Duration ahead = told.isAfter(after)
                ? Duration.between(after, told)
                : told.plusSeconds(1).isBefore(before) ? Duration.between(before, told.plusSeconds(1)) : Duration.ZERO;
        Duration known = clockAhead;
        if (known == null || ahead.abs().compareTo(known.abs()) > 0) { // each is a lower bound
            clockAhead = ahead;
        }
    }

    /**
     * Returns by how much the backend's clock is ahead of this machine's, at least; negative if it is behind, {@code null}
     * if no answer told its time.
     */
    public @Nullable Duration clockAhead() {
        return clockAhead;
    }

    /** Returns how many requests were throttled. */
    public int throttled() {
        return throttled;
    }

    /** Returns the longest time that the backend has asked to wait, {@code null} if it never did. */
    public @Nullable Duration longestWait() {
        return longestWait;
    }

    /** Returns whether the budget is used up. */
    public boolean isOver() {
        return deadline.expired();
    }
}
