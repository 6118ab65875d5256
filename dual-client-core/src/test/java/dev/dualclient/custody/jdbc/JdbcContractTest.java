package dev.dualclient.custody.jdbc;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.test.contract.CustodyStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;

/** The promises of a custody store, kept by that in a database. */
class JdbcContractTest extends CustodyStoreContract {

    private final Database database = new Database();

    @Override
    protected CustodyStore open(Time time) {
        return database.open(database.source(), time, Database.PATIENT);
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }
}
