package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.util.List;

/**
 * A request's hold on a token row before the row is sent to be consumed. Immutable.
 *
 * @param row the keys of the row, the consumed credential first
 * @param side the backend that may consume it
 * @param claimant names the request
 * @param stands the record of the consumed credential after the claim
 */
public record Claim(List<CustodyKey> row, Side side, String claimant, CustodyRecord stands) {

    /** Whether this request made the claim and may withdraw it; otherwise the claim was met, and is final. */
    public boolean own() {
        return claimant.equals(stands.claimant());
    }
}
