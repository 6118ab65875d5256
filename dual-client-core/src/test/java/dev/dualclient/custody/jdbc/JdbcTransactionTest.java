package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a store uses a connection, and in what state it gives it back. */
class JdbcTransactionTest {

    private static final String[] TRANSACTION = {"setAutoCommit(", "commit()", "rollback()", "close()"};

    private final ManualTime time = new ManualTime();
    private final Database database = new Database();
    private final Tap tap = new Tap(database.source());
    private final CustodyStore store = database.open(tap.source(), time, Database.PATIENT);

    @BeforeEach
    void setUp() {
        time.advance(Duration.ofSeconds(-1)); // so that no deletion of expired records is due
        assertThat(put(store, KEY, claim("a"))).isTrue();
        tap.clear();
    }

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    // ---- transactions ----

    @Test
    void aLookIsOneStatementAndNoTransaction() {
        assertThat(store.look(List.of(KEY)).records()).hasSize(1);
        assertThat(tap.calls("prepareStatement(")).hasSize(1);
        assertThat(tap.calls(TRANSACTION)).containsExactly("close()");
    }

    @Test
    void aChangeIsOneTransaction() {
        assertThat(put(store, OTHER, claim("a"))).isTrue();
        assertThat(tap.calls(TRANSACTION))
                .containsExactly("setAutoCommit(false)", "commit()", "setAutoCommit(true)", "close()");
    }

    @Test
    void aChangeThatIsNotMadeIsRolledBack() {
        assertThat(put(store, KEY, claim("b"))).isFalse(); // by the key that is there
        assertThat(store.note("missing", "from", "to")).isFalse(); // by the row that is not
        assertThat(tap.calls(TRANSACTION))
                .containsSubsequence("rollback()", "setAutoCommit(true)", "close()", "rollback()", "close()")
                .doesNotContain("commit()");
    }

    @Test
    void aChangeWhoseCommitFailsIsNotSaidToBeMade() {
        tap.on("commit()", call -> {
            throw new SQLException("the line is down", "08006", 7);
        });
        assertThatThrownBy(() -> put(store, OTHER, claim("a")))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("SQL state 08006, error 7");
        assertThat(tap.calls(TRANSACTION).get(tap.calls(TRANSACTION).size() - 2))
                .isEqualTo("setAutoCommit(true)");
    }

    @Test
    void aConnectionThatCommitsOnlyWhenToldIsGivenBackAsItWas() {
        tap.on("getConnection(", call -> {
            Connection connection = (Connection) call.proceed();
            connection.setAutoCommit(false);
            return connection;
        });
        assertThat(store.look(List.of(KEY)).records()).hasSize(1);
        assertThat(tap.calls(TRANSACTION)).containsExactly("setAutoCommit(true)", "setAutoCommit(false)", "close()");
        assertThat(put(store, OTHER, claim("a"))).isTrue();
        assertThat(store.look(List.of(KEY, OTHER)).records()).hasSize(2);
    }

    @Test
    void anAnswerStandsThoughTheConnectionIsLostAfterwards() {
        tap.on("close(select", call -> {
            Connection connection = ((Statement) call.target()).getConnection();
            connection.close();
            return null;
        });
        assertThat(store.look(List.of(KEY)).records()).hasSize(1);
    }

    // ---- batches ----

    @Test
    void rowsOfOneKindAreSentTogetherAndOneRowAlone() {
        assertThat(put(store, OTHER, claim("a"))).isTrue();
        assertThat(tap.calls("addBatch(", "executeBatch(")).isEmpty();
        tap.clear();
        assertThat(store.change(
                        List.of(new Change(KEY, claim("a"), null), new Change(OTHER, claim("a"), null)),
                        List.of(new EntryChange(null, entry("d", 1, KEY, OTHER)))))
                .isTrue();
        assertThat(tap.calls("addBatch(", "executeBatch(", "executeUpdate("))
                .extracting(call -> call.replaceFirst("((\\S+ ){2}\\S+).*", "$1")) // up to the table
                .containsExactly(
                        "addBatch(delete from dual_client_record",
                        "addBatch(delete from dual_client_record",
                        "executeBatch(delete from dual_client_record",
                        "executeUpdate(insert into dual_client_outbox",
                        "addBatch(insert into dual_client_outbox_name",
                        "addBatch(insert into dual_client_outbox_name",
                        "executeBatch(insert into dual_client_outbox_name");
    }

    @Test
    void aDriverThatDoesNotSayWhichRowsItHasMetIsNotBelieved() {
        assertThat(put(store, OTHER, claim("a"))).isTrue();
        tap.on("executeBatch(", JdbcTransactionTest::withoutCounts);
        assertThatThrownBy(() -> store.change(
                        List.of(new Change(KEY, claim("a"), claim("b")), new Change(OTHER, claim("a"), claim("b"))),
                        List.of()))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageStartingWith("the JDBC driver does not say which rows it has met; turn off ");
        assertThat(store.look(List.of(KEY, OTHER)).records())
                .containsEntry(KEY, claim("a"))
                .containsEntry(OTHER, claim("a"));
    }

    @Test
    void aDriverNeedNotCountWhatItInserts() {
        tap.on("executeBatch(", JdbcTransactionTest::withoutCounts);
        assertThat(put(store, entry("d", 1, KEY, OTHER))).isTrue();
        assertThat(store.look(List.of(OTHER)).entries()).hasSize(1);
    }

    @Test
    void aDriverNeedNotCountTheNamesThatItRemoves() {
        List<OutboxEntry> before = List.of(entry("d", 1, KEY), entry("e", 1, OTHER));
        before.forEach(entry -> assertThat(put(store, entry)).isTrue());
        tap.on("executeBatch(delete from dual_client_outbox_name", JdbcTransactionTest::withoutCounts);
        assertThat(store.change(
                        List.of(),
                        before.stream()
                                .map(entry -> new EntryChange(entry, entry(entry.id(), 1)))
                                .toList()))
                .isTrue();
        assertThat(tap.calls("executeBatch(delete")).hasSize(1);
        assertThat(store.look(List.of(KEY, OTHER)).entries()).isEmpty();
    }

    private static int[] withoutCounts(Tap.Call call) throws Exception {
        int[] counts = (int[]) call.proceed();
        Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
        return counts;
    }
}
