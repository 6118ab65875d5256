package dev.dualclient.backend;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;

/** What a transport observed of one call. */
public sealed interface Reply {

    /** An HTTP answer came back whole. */
    record Answered(ApiResponse answer) implements Reply {}

    /**
     * No whole answer came back.
     *
     * @param reason {@link Outcome#UNAVAILABLE} where the transport saw that no byte of the request was written,
     *     {@link Outcome#INDETERMINATE} otherwise
     * @param cause what went wrong
     */
    record Failed(Reason reason, Exception cause) implements Reply {}
}
