package dev.dualclient.migration.readiness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of one check. Immutable.
 *
 * @param check the check
 * @param verdict {@link Verdict#SAFE} if it holds
 * @param count how many things fail it; 0 if it holds
 * @param text what was found, and what to do, in one sentence without a full stop
 * @param clearsBy by when it clears by itself at the latest; {@code null} if it holds, or does not clear by itself
 */
public record Finding(
        Check check,
        Verdict verdict,
        long count,
        String text,
        @Nullable Instant clearsBy) {

    static Finding holds(Check check, String text) {
        return new Finding(check, Verdict.SAFE, 0, text, null);
    }

    static Finding fails(Check check, long count, String text, @Nullable Instant clearsBy) {
        return new Finding(check, check.isOfEvidence() ? Verdict.CANNOT_SAY : Verdict.NOT_YET, count, text, clearsBy);
    }

    static Finding unknown(Check check, String text) {
        return new Finding(check, Verdict.CANNOT_SAY, 1, text, null);
    }

    /** Returns whether the check holds. */
    public boolean isFine() {
        return verdict == Verdict.SAFE;
    }
}
