package dev.dualclient.call;

import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one call to one backend, or of a decision not to call it. Immutable.
 *
 * @param side the backend
 * @param reason how and why it ended
 * @param answer what came back, {@code null} if nothing did
 * @param failure what went wrong in transport, {@code null} if nothing did
 * @param elapsed how long it took
 */
public record Attempt(
        Side side,
        Reason reason,
        @Nullable ApiResponse answer,
        @Nullable Exception failure,
        Duration elapsed) {

    /** Returns an attempt that sent nothing. */
    public static Attempt notSent(Side side, Reason reason) {
        return new Attempt(side, reason, null, null, Duration.ZERO);
    }

    /** Returns how the attempt ended. */
    public Outcome outcome() {
        return reason.outcome();
    }

    /** Returns which backend was asked and how it ended, for people; nothing of what was sent or received. */
    public String description() {
        String status = answer == null ? "" : ", HTTP " + answer.status();
        return side.name().toLowerCase(Locale.ROOT) + " " + outcome() + " (" + reason.words() + status + ")";
    }

    /** Returns this attempt with its reason refined by what is known besides the answer. */
    public Attempt refined(Reason better) {
        return better == reason ? this : new Attempt(side, better, answer, failure, elapsed);
    }
}
