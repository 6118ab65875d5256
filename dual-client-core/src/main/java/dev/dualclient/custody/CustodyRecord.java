package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds of one key. Immutable.
 *
 * @param firmness {@link Firmness#SEEN} or firmer
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

    boolean lessThan(Firmness other) {
        return firmness.compareTo(other) < 0;
    }

    /** Returns this record with its claim final. */
    CustodyRecord withoutClaimant() {
        return new CustodyRecord(firmness, side, null, successor, expires);
    }

    Standing standing() {
        return new Standing(firmness, firmness == Firmness.KILLED ? null : side);
    }
}
