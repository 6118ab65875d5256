package dev.dualclient.shadow;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;

/**
 * Is handed, in stage {@code shadow}, each read that the secondary has answered and that the primary could answer too.
 * What it is handed may hold credentials. An implementation is quick and thread-safe; what it throws is logged and does
 * not reach the caller.
 */
@FunctionalInterface
public interface ReadListener extends AutoCloseable {

    /**
     * Takes notice of a read.
     *
     * @param call what was asked
     * @param attempt what the secondary said
     */
    void onRead(ApiCall call, Attempt attempt);

    /** Takes no further reads. Called when the client is closed, before its backends are. */
    @Override
    default void close() {}
}
