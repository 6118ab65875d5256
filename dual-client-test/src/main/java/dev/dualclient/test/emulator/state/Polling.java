package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/** Where a request stands that its client polls for. It changes when the client polls and when the end user decides. */
public final class Polling {

    /** By how much a client that polls too often is slowed down (RFC 8628 section 3.5). */
    private static final long SLOWER = 5000;

    /** What became of a request. */
    public enum Result {
        AUTHORIZED,
        ACCESS_DENIED,
        TRANSACTION_FAILED
    }

    /**
     * The end of a request.
     *
     * @param approval what the end user agreed to, {@code null} unless authorized
     * @param description words for the client about a failure, {@code null} for the usual ones
     */
    public record Decision(
            Result result,
            @Nullable Approval approval,
            @Nullable String description) {}

    private long interval;
    private long notBefore;
    private @Nullable Decision decision;

    /**
     * Creates one without a decision.
     *
     * @param interval how long a client waits between polls, in milliseconds
     */
    public Polling(long interval) {
        this.interval = interval;
    }

    /** Notes a poll, and returns whether it came sooner than the client was told to poll. */
    public boolean tooSoon(long now) {
        boolean soon = now < notBefore;
        if (soon) {
            interval += SLOWER;
        }
        notBefore = now + interval;
        return soon;
    }

    /** Ends the request. */
    public void decide(Decision made) {
        decision = made;
    }

    /** Returns the end of the request, {@code null} while it is pending. */
    public @Nullable Decision decision() {
        return decision;
    }
}
