package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import org.jspecify.annotations.Nullable;

/**
 * What custody knows of a credential. Immutable.
 *
 * @param level how firmly
 * @param side the backend that it belongs to, {@code null} if unknown or killed
 * @param carriedOver whether its row was copied to the primary by carry-over, so that the secondary holds it, too, and may use
 *     it while the primary is down
 */
public record CustodyStatus(CustodyLevel level, @Nullable Side side, boolean carriedOver) {

    /** Nothing is known. */
    public static final CustodyStatus UNKNOWN = new CustodyStatus(CustodyLevel.UNKNOWN, null);

    /** Creates a status of what was not carried over. */
    public CustodyStatus(CustodyLevel level, @Nullable Side side) {
        this(level, side, false);
    }

    /** Whether it is known that the backend answers for the credential, so that "unknown" means used up there. */
    public boolean settledAt(Side asked) {
        return side == asked && (level.compareTo(CustodyLevel.SEEN) >= 0 || isOfPrimaryAlone());
    }

    /** Whether the primary has issued it, so that it exists nowhere else. */
    public boolean isOfPrimaryAlone() {
        return level == CustodyLevel.ISSUED && side == Side.PRIMARY;
    }
}
