package dev.dualclient.backend;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Deadline;

/**
 * The way to one backend. An implementation has a call processed at most once, ends when the deadline ends, never throws for
 * what a backend or the network does, and is thread-safe.
 */
public interface Backend extends AutoCloseable {

    /** Sends a call and waits for its answer. */
    Reply send(ApiCall call, Deadline deadline);

    /** Returns how the connections that this way keeps stand now. */
    default PoolState pool() {
        return PoolState.NONE;
    }

    /** Returns where the backend is, without secrets, for people; empty where that is not known. */
    default String address() {
        return "";
    }

    /** Makes every call from now on look the backend up anew; calls in flight go on. */
    default void renewConnections() {}

    /** Reads the API credentials anew, which the backend has rejected, where they may have changed. */
    default void renewCredentials() {}

    /** Gives back what the way holds. Calls in flight may fail. */
    @Override
    void close();
}
