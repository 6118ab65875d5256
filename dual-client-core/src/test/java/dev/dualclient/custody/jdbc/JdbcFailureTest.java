package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store makes of the failures that a driver tells of. */
class JdbcFailureTest {

    private final Database database = new Database(";MODE=MySQL");
    private final Tap tap = new Tap(database.source());

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    private CustodyStore open(String product) {
        database.open();
        tap.on("getDatabaseProductName(", call -> product);
        return database.open(tap.source(), Time.system(), Database.PATIENT);
    }

    private void fail(String beginning, SQLException failure) {
        tap.on(beginning, call -> {
            throw failure;
        });
    }

    @ParameterizedTest
    @CsvSource({"PostgreSQL, 23505, 0", "MariaDB, 23000, 1062", "MySQL, 23000, 1062"})
    void aKeyThatIsThereAlreadyIsNoFailure(String product, String state, int code) {
        CustodyStore store = open(product);
        fail("executeUpdate(insert", new SQLException("there", state, code));
        assertThat(put(store, KEY, claim("a"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"MariaDB, 23000, 1048", "PostgreSQL, 23503, 1062", "PostgreSQL, 22000, 1290", "MariaDB, HY000, 1020"})
    void anyOtherRefusalIsAFailure(String product, String state, int code) {
        CustodyStore store = open(product);
        SQLException failure = new SQLException("refused", state, code);
        fail("executeUpdate(insert", failure);
        assertThatThrownBy(() -> put(store, KEY, claim("a")))
                .isExactlyInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody database failed (SQL state " + state + ", error " + code
                        + "); see that it is up, and that the user of the data source may read and write the tables"
                        + " dual_client_*")
                .hasCause(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "PostgreSQL, 53100, 0",
        "PostgreSQL, 25006, 0",
        "MariaDB, HY000, 1021",
        "MariaDB, HY000, 1114",
        "MySQL, HY000, 1290",
        "MySQL, HY000, 1836"
    })
    void aDatabaseThatTakesNoMoreIsFull(String product, String state, int code) {
        CustodyStore store = open(product);
        fail("executeUpdate(insert", new SQLException("full", state, code));
        assertThatThrownBy(() -> put(store, KEY, claim("a")))
                .isInstanceOf(StoreFullException.class)
                .hasMessage("the custody database takes no more (SQL state " + state + ", error " + code
                        + "); see that its disk has room, and that it is not read-only");
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "90131"})
    void whatWasGivenUpForAnotherTransactionIsTriedAgain(String state) {
        CustodyStore store = open("PostgreSQL");
        AtomicInteger tries = new AtomicInteger();
        tap.on("executeUpdate(insert", call -> {
            if (tries.incrementAndGet() < 4) {
                throw new SQLException("in the way", state);
            }
            return call.proceed();
        });
        assertThat(put(store, KEY, claim("a"))).isTrue();
        assertThat(tries).hasValue(4);
        assertThat(tap.calls("rollback()")).hasSize(3);
        assertThat(store.look(List.of(KEY)).records()).containsEntry(KEY, claim("a"));
    }

    @Test
    void aBatchsFailureIsToldByTheOneBehindItWhichQuotesNoValues() {
        CustodyStore store = open("H2");
        SQLException behind = new SQLException("the reason", "08006");
        BatchUpdateException batch = new BatchUpdateException("values", "08006", 7, new int[0]);
        batch.setNextException(behind);
        fail("executeBatch(", batch);
        assertThatThrownBy(() -> put(store, entry("d", 1, KEY, OTHER))).hasCause(behind);
    }

    @Test
    void aBatchsFailureThatHasNoneBehindItIsToldByItsState() {
        CustodyStore store = open("H2");
        fail("executeBatch(", new BatchUpdateException("values", "08006", 7, new int[0]));
        assertThatThrownBy(() -> put(store, entry("d", 1, KEY, OTHER)))
                .isInstanceOf(StoreUnavailableException.class)
                .cause()
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("a batch failed")
                .extracting(
                        cause -> ((SQLException) cause).getSQLState(), cause -> ((SQLException) cause).getErrorCode())
                .containsExactly("08006", 7);
    }

    @Test
    void aDriverThatBreaksMakesTheStoreUnavailable() {
        CustodyStore store = open("H2");
        RuntimeException broken = new IllegalArgumentException("broken");
        tap.on("executeQuery(", call -> {
            throw broken;
        });
        assertThatThrownBy(() -> store.note("note"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody database failed; see the cause")
                .hasCause(broken);
    }
}
