package dev.dualclient.backend;

/**
 * How the connections to a backend stand at a moment. Immutable.
 *
 * @param leased how many carry a request now
 * @param idle how many are open and wait for one
 * @param max how many there may be
 */
public record PoolState(int leased, int idle, int max) {

    /** No connections: the way to the backend has none that it keeps. */
    public static final PoolState NONE = new PoolState(0, 0, 0);
}
