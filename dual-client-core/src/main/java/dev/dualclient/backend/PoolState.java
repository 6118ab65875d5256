package dev.dualclient.backend;

/**
 * The state of a connection pool at a moment. Immutable.
 *
 * @param leased how many carry a request now
 * @param idle how many are open and wait for one
 * @param max how many there may be
 */
public record PoolState(int leased, int idle, int max) {

    /** No connections: the backend keeps no pool. */
    public static final PoolState NONE = new PoolState(0, 0, 0);
}
