package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.util.Locale;

/** A row of the outbox changes a client, and nobody has confirmed what giving it up means; it is still pending. */
public final class DiscardRefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    DiscardRefusedException(String id, Side side) {
        super(text(id, side.name().toLowerCase(Locale.ROOT)));
    }

    private static String text(String id, String backend) {
        return "row " + id + " changes a client: its lock, secret or metadata. If it is discarded, the " + backend
                + " keeps the earlier state, and Dual Client accepts what the " + backend
                + " accepts: a locked client or its former secret works again there. Make the change at the " + backend
                + " by hand first, then discard the row with confirm=client-change, in Java discardChange(id, reason)";
    }
}
