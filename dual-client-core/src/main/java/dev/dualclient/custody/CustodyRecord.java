package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one key, and what it may become: only something firmer, with one exception, for a claim may be
 * withdrawn by the request that made it. Immutable.
 *
 * @param firmness {@link Firmness#SEEN}, or {@link Firmness#CLAIMED} and firmer
 * @param side the backend; the primary for what was killed
 * @param claimant the request that made the claim and may withdraw it, {@code null} once the claim is final
 * @param successor what a refresh token was replaced by, {@code null} if unknown or not spent
 * @param expires when the record may be forgotten
 */
public record CustodyRecord(
        Firmness firmness,
        Side side,
        @Nullable String claimant,
        @Nullable CustodyKey successor,
        Instant expires) {

    /** What the primary recognised, unless more is known. */
    static CustodyRecord seen(@Nullable CustodyRecord before, Instant expires) {
        return before != null ? before : new CustodyRecord(Firmness.SEEN, Side.PRIMARY, null, null, expires);
    }

    /**
     * What is claimed, unless it is claimed already: a claim that is met becomes final. A row of which any key was killed
     * is killed whole.
     */
    static CustodyRecord claimed(
            @Nullable CustodyRecord before,
            Collection<CustodyRecord> row,
            Side side,
            String claimant,
            Instant expires) {
        Optional<CustodyRecord> killed = row.stream()
                .filter(record -> record.firmness == Firmness.KILLED)
                .findFirst();
        if (killed.isPresent()) {
            return killed.get();
        }
        return before == null || before.isLess(Firmness.CLAIMED)
                ? new CustodyRecord(Firmness.CLAIMED, side, claimant, null, expires)
                : new CustodyRecord(before.firmness, before.side, null, before.successor, before.expires);
    }

    /** What is no longer claimed, if the claim is still the claimant's own. */
    static @Nullable CustodyRecord withdrawn(@Nullable CustodyRecord before, String claimant) {
        return before != null && claimant.equals(before.claimant) ? null : before;
    }

    /** What was consumed. The first backend and the first successor stand. */
    static CustodyRecord spent(
            @Nullable CustodyRecord before, Side side, @Nullable CustodyKey successor, Instant expires) {
        if (before == null || before.isLess(Firmness.CLAIMED)) {
            return new CustodyRecord(Firmness.SPENT, side, null, successor, expires);
        }
        boolean here = before.side == side && before.firmness != Firmness.KILLED;
        CustodyKey first = before.successor == null && here ? successor : before.successor;
        Firmness firmness = before.firmness == Firmness.CLAIMED ? Firmness.SPENT : before.firmness;
        return new CustodyRecord(firmness, before.side, null, first, before.expires);
    }

    /** What was killed. */
    static CustodyRecord killed(Instant expires) {
        return new CustodyRecord(Firmness.KILLED, Side.PRIMARY, null, null, expires);
    }

    private boolean isLess(Firmness other) {
        return firmness.compareTo(other) < 0;
    }

    Standing standing() {
        return new Standing(firmness, firmness == Firmness.KILLED ? null : side);
    }
}
