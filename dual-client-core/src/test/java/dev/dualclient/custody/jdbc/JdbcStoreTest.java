package dev.dualclient.custody.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Sealed;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What goes wrong in a database. What goes right is held for every store alike, in the test kit. */
class JdbcStoreTest {

    private static final CustodyKey ONE = new CustodyKey(0, 1);
    private static final CustodyKey TWO = new CustodyKey(0, 2);
    private static final JdbcStoreSettings PATIENT =
            JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20));

    private final JdbcDataSource database = new JdbcDataSource();
    private final List<CustodyStore> open = new ArrayList<>();

    JdbcStoreTest() {
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void tearDown() throws SQLException {
        open.forEach(CustodyStore::close);
        run("shutdown immediately");
    }

    // ---- tables ----

    @Test
    void missingTablesAreMadeUnlessThatIsOff() throws SQLException {
        assertThatThrownBy(() -> open(PATIENT.withCreateSchema(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the database has no tables of the custody store; run"
                        + " classpath:dev/dualclient/custody/jdbc/standard/V1__dual_client_custody.sql, or let Dual Client"
                        + " create them");
        assertThatThrownBy(() -> run("select * from dual_client_record")).isInstanceOf(SQLException.class);
        open(PATIENT);
        assertThat(open(PATIENT.withCreateSchema(false)).look(List.of(ONE)).records())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void tablesOfAnotherVersionAreLeftAlone(int version) throws SQLException {
        run("create table dual_client_version (version integer)");
        run("insert into dual_client_version values (" + version + ")");
        assertThatThrownBy(() -> open(PATIENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the tables of the custody store are of version " + version
                        + ", and this Dual Client needs version 1; ")
                .hasMessageEndingWith(
                        version == 0
                                ? "run the scripts after it, up to"
                                        + " classpath:dev/dualclient/custody/jdbc/standard/V1__dual_client_custody.sql"
                                : "run the newer Dual Client that they were made for, or restore them from a backup");
        assertThatThrownBy(() -> run("select * from dual_client_record")).isInstanceOf(SQLException.class);
    }

    @Test
    void tablesThatWereHalfMadeAreCompleted() throws SQLException {
        open(PATIENT);
        run("drop table dual_client_version");
        assertThat(open(PATIENT).look(List.of(ONE)).records()).isEmpty();
    }

    // ---- rows ----

    @Test
    void aDamagedRecordIsAnErrorOfItsKeyAlone() throws SQLException {
        CustodyStore store = open(PATIENT);
        assertThat(store.change(List.of(put(ONE), put(TWO)), List.of())).isTrue();
        run("update dual_client_record set body = replace(body, 'CLAIMED', 'HINT') where record_key = '" + ONE + "'");
        assertThatThrownBy(() -> store.look(List.of(ONE, TWO)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "an entry of the custody store is damaged, for it is not as it was written; restore it from a"
                                + " backup");
        assertThat(store.look(List.of(TWO)).records()).hasSize(1);
    }

    @Test
    void aDamagedRowOfTheOutboxHidesNoOther() throws SQLException {
        CustodyStore store = open(PATIENT);
        for (int i = 1; i <= 4; i++) {
            add(store, "d" + i, ONE, i);
        }
        add(store, "d5", TWO, 5);
        run("update dual_client_debt set body = substring(body, 1, 40) where id in ('d1', 'd2')");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcStore.class);
        log.start();
        logger.addAppender(log);
        try {
            assertThat(store.debts(2)).extracting(Debt::id).containsExactly("d3", "d4");
            assertThat(store.debts(10)).extracting(Debt::id).containsExactly("d3", "d4", "d5");
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .hasSize(2)
                .allSatisfy(message -> assertThat(message)
                        .startsWith("Row d")
                        .contains("damaged", "restore it from a backup")
                        .doesNotContain("sealed text", "kill of"));
        assertThatThrownBy(() -> store.look(List.of(ONE))).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.look(List.of(TWO)).debts()).hasSize(1);
        assertThat(store.look(List.of()).owing()).containsExactly(Side.SECONDARY);
    }

    @Test
    void aFailureTellsNoValueOfARow() throws SQLException {
        CustodyStore store = open(PATIENT);
        run("alter table dual_client_debt add constraint never check (made < 0)");
        assertThatThrownBy(() -> store.change(
                        List.of(),
                        List.of(new DebtChange(null, debt("d1", ONE, 1)), new DebtChange(null, debt("d2", ONE, 2)))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("SQL state 23513")
                .satisfies(failure -> {
                    for (Throwable one = failure; one != null; one = one.getCause()) {
                        assertThat(String.valueOf(one)).doesNotContain("sealed text");
                    }
                });
        assertThat(store.debts(1)).isEmpty();
    }

    // ---- time ----

    @Test
    void aLockedRowIsNotWaitedFor() throws SQLException {
        CustodyStore store = open(JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(1)));
        assertThat(open(PATIENT).change(List.of(put(ONE)), List.of())).isTrue();
        run("set default_lock_timeout 60000");
        try (Connection holder = database.getConnection()) {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.executeUpdate("update dual_client_record set revision = 7");
            }
            assertThatThrownBy(() -> store.change(List.of(new Change(ONE, record("a"), record("b"))), List.of()))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("the custody database did not answer within 1000 ms; see that it is up, that its"
                            + " connection pool is large enough, and that nobody locks its tables");
            holder.rollback();
        }
        assertThat(open(PATIENT).look(List.of(ONE)).records()).isEqualTo(Map.of(ONE, record("a")));
    }

    @Test
    void whatHasExpiredByTheDatabasesClockIsDeletedAndNothingElse() throws SQLException {
        CustodyStore store = open(PATIENT);
        assertThat(store.change(List.of(put(ONE), put(TWO)), List.of())).isTrue();
        add(store, "d1", ONE, 1);
        run("update dual_client_record set forget_after = 1 where record_key = '" + ONE + "'");
        assertThat(open(PATIENT).note("note", null, "the first that a node writes"))
                .isTrue();
        await().untilAsserted(() ->
                assertThat(store.look(List.of(ONE, TWO)).records().keySet()).containsExactly(TWO));
        assertThat(store.debts(1)).hasSize(1);
    }

    @Test
    void aClosedStoreSaysSo() {
        CustodyStore store = open(PATIENT);
        store.close();
        assertThatThrownBy(() -> store.note("note"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody store is closed");
    }

    @Test
    void aTimeoutIsLongerThanZero() {
        assertThatThrownBy(() -> PATIENT.withTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout is PT0S; use a duration longer than zero");
    }

    // ---- support ----

    private CustodyStore open(JdbcStoreSettings settings) {
        CustodyStore store = new JdbcStore(database, Time.system(), settings);
        open.add(store);
        return store;
    }

    private void run(String command) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static Change put(CustodyKey key) {
        return new Change(key, null, record("a"));
    }

    private static CustodyRecord record(String claimant) {
        Instant expires = Instant.parse("2099-01-01T00:00:00Z");
        return new CustodyRecord(Firmness.CLAIMED, Side.PRIMARY, claimant, null, null, List.of(), Set.of(), expires);
    }

    private static void add(CustodyStore store, String id, CustodyKey name, long made) {
        assertThat(store.change(List.of(), List.of(new DebtChange(null, debt(id, name, made)))))
                .isTrue();
    }

    private static Debt debt(String id, CustodyKey name, long made) {
        return new Debt(
                id,
                Side.SECONDARY,
                "kill of " + id,
                List.of(name),
                List.of(),
                new Sealed("key", "sealed text"),
                Instant.ofEpochSecond(made),
                Instant.EPOCH,
                Instant.EPOCH,
                0,
                null);
    }
}
