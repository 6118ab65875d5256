package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * A request's hold on a token row before the row is sent to be consumed. Immutable.
 *
 * @param row the row, the consumed credential first
 * @param side the backend that may consume it
 * @param claimant names the request
 * @param stand the records of the row after the claim
 */
public record Claim(TokenRow row, Side side, String claimant, Map<CustodyKey, CustodyRecord> stand) {

    /** Copies the records. */
    public Claim {
        stand = Map.copyOf(stand);
    }

    /** Whether this request made the claim and may withdraw it; otherwise the claim was met, and is final. */
    public boolean own() {
        return claimant.equals(
                Objects.requireNonNull(stand.get(row.keys().get(0))).claimant());
    }

    /** Whether the credential had been used up before, and had returned this refresh token: its backend repeats itself. */
    public boolean hasReturned(CustodyKey successor) {
        CustodyRecord used = Objects.requireNonNull(stand.get(row.keys().get(0)));
        return used.level() == CustodyLevel.SPENT && successor.matches(used.successor());
    }

    /**
     * Whether no other request has found this claim in the store, for any token of the row. A request that has found it for
     * one token relies on it for all.
     *
     * @param now the records of the row as they stand
     */
    boolean isUnmet(Collection<CustodyRecord> now) {
        return count(now) == count(stand.values());
    }

    private long count(Collection<CustodyRecord> records) {
        return records.stream()
                .filter(record -> claimant.equals(record.claimant()))
                .count();
    }
}
