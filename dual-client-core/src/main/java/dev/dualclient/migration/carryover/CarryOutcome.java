package dev.dualclient.migration.carryover;

import java.util.Locale;

/** What became of a row that could have been carried over. */
public enum CarryOutcome {
    /** The primary holds it, and answers for it from now on. */
    CARRIED,
    /** It is not carried over; the secondary goes on serving it. */
    NOT_ELIGIBLE,
    /** The queue was full, or the row waited too long in it. Its successor is carried over. */
    DROPPED,
    /** Nothing was sent to the primary, because something failed before. */
    FAILED,
    /** The primary did not answer. The outbox finds out later what has become of the copy. */
    UNANSWERED,
    /** The copy was ended, because the row was used or revoked meanwhile, or the copy differed. */
    UNDONE;

    /** Returns the name as metrics and the actuator have it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
