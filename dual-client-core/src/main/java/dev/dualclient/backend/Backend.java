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

    /** Returns the current state of the connection pool. */
    default PoolState pool() {
        return PoolState.NONE;
    }

    /** Returns the address of the backend for people, without secrets; empty if it is not known. */
    default String address() {
        return "";
    }

    /** Makes later calls use new connections, with a new DNS look-up; calls in flight continue. */
    default void renewConnections() {}

    /** Reads the API credentials again, after the backend has rejected them. */
    default void renewCredentials() {}

    /** Releases all resources. Calls in flight may fail. */
    @Override
    void close();
}
