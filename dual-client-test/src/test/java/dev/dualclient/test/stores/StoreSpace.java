package dev.dualclient.test.stores;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import java.time.Duration;

/** A place for one custody store, apart from all others on the same server. */
public interface StoreSpace extends AutoCloseable {

    /** Far longer than a store takes on a busy machine. */
    Duration PATIENCE = Duration.ofSeconds(20);

    /** Opens the store as one patient node does. All nodes of a place share what it holds. */
    default CustodyStore open(Time time) {
        return open(time, PATIENCE);
    }

    /**
     * Opens the store as one node does.
     *
     * @param timeout how long each call may take
     */
    CustodyStore open(Time time, Duration timeout);

    /** Whether it holds on to what it has when every node is gone, and its server can be away. */
    boolean durable();

    /** Tells another process how to open it; for a durable one. */
    String address();

    /** Cuts off all nodes from the server, until {@link #restore}; for a durable one. */
    void cut();

    /** Leaves all nodes without any answer from the server, until {@link #restore}; for a durable one. */
    void silence();

    /** Lets nodes reach the server again. */
    void restore();

    /** Ends all nodes and forgets what is held. */
    @Override
    void close();
}
