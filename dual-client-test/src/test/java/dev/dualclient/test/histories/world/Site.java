package dev.dualclient.test.histories.world;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import dev.dualclient.test.migrator.ClientImport;
import dev.dualclient.test.migrator.TokenMigrator;
import java.time.Duration;

/** Where a history takes place: two backends, the migrator between them, and the time. */
public interface Site extends AutoCloseable {

    /** Sends a call on a node's behalf, to which a fault happens. */
    Reply send(Side side, ApiCall call, Deadline deadline, Fault fault);

    /** Asks a backend in peace. */
    ApiResponse ask(Side side, ApiCall call);

    TokenMigrator migrator();

    ClientImport clientImport();

    /** Returns the time of the nodes. */
    Time time();

    /** Lets time pass for backends and nodes. */
    void advance(Duration duration);

    @Override
    void close();
}
