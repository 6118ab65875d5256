package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.jdbc.Rows.ONE;
import static dev.dualclient.custody.jdbc.Rows.claim;
import static dev.dualclient.custody.jdbc.Rows.put;
import static dev.dualclient.custody.jdbc.Rows.spent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import ch.qos.logback.classic.Level;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.StoreLog;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a store begins, forgets, and ends. */
class JdbcLifeTest {

    private static final String PURGE = "executeUpdate(delete from dual_client_record where forget_after";

    private final ManualTime time = new ManualTime();
    private final Database database = new Database(";MODE=MySQL");
    private final Tap tap = new Tap(database.source());

    @AfterEach
    void tearDown() throws SQLException {
        tap.clear();
        database.close();
    }

    private CustodyStore open() {
        return open(Database.PATIENT);
    }

    private CustodyStore open(JdbcStoreSettings settings) {
        return database.open(tap.source(), time, settings);
    }

    // ---- tables ----

    @Test
    void theTablesAreLookedForOnce() {
        CustodyStore store = open();
        store.look(List.of(ONE));
        store.note("note");
        assertThat(tap.calls("prepareStatement(select max(version)")).hasSize(1);
        assertThat(tap.calls("prepareStatement(")).noneMatch(call -> call.matches("prepareStatement\\(\\s*\\)"));
    }

    @Test
    void aNodeWhoseTablesAnotherHasMadeMeanwhileUsesThem() {
        AtomicBoolean made = new AtomicBoolean();
        tap.on("prepareStatement(", call -> {
            if (call.text().contains("create table") && made.compareAndSet(false, true)) {
                database.open();
            }
            return call.proceed();
        });
        CustodyStore store = open();
        assertThat(tap.calls("rollback()")).hasSize(1);
        assertThat(put(store, ONE, claim("a"))).isTrue();
    }

    @Test
    void tablesThatCannotBeMadeAreTriedAgainLater() {
        AtomicBoolean allowed = new AtomicBoolean();
        tap.on("prepareStatement(", call -> {
            if (!allowed.get() && call.text().contains("create table")) {
                throw new SQLException("not allowed", "42501");
            }
            return call.proceed();
        });
        try (StoreLog log = new StoreLog(JdbcStore.class)) {
            CustodyStore store = open();
            assertThat(log.at(Level.WARN))
                    .anySatisfy(message -> assertThat(message)
                            .startsWith("The custody store cannot be used yet: ")
                            .contains("SQL state 42501"));
            allowed.set(true);
            assertThat(put(store, ONE, claim("a"))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"PostgreSQL, standard", "H2, standard", "MariaDB, mysql", "MySQL, mysql"})
    void eachDatabaseHasItsOwnScript(String product, String folder) {
        tap.on("getDatabaseProductName(", call -> product);
        assertThatThrownBy(() -> open(Database.PATIENT.withCreateSchema(false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("jdbc/" + folder + "/V1__dual_client_custody.sql");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42P01", "42S02"})
    void tablesThatAreMissingAreToldByTheirState(String state) {
        tap.on("prepareStatement(select max", call -> {
            throw new SQLException("missing", state);
        });
        assertThatThrownBy(() -> open(Database.PATIENT.withCreateSchema(false)))
                .hasMessageStartingWith("the database has no tables of the custody store");
    }

    @Test
    void tablesThatCannotBeReadAreNotTakenForMissing() {
        tap.on("prepareStatement(select max", call -> {
            throw new SQLException("not allowed", "42501");
        });
        CustodyStore store = open(Database.PATIENT.withCreateSchema(false));
        assertThatThrownBy(() -> store.note("note")).hasMessageContaining("SQL state 42501");
    }

    @Test
    void aDatabaseOfAnotherKindIsRefusedAndLeftClosed() throws Exception {
        DataSource own = closeable();
        tap.on("getDatabaseProductName(", call -> "Oracle");
        assertThatThrownBy(() -> new JdbcStore(own, time, Database.PATIENT.withCloseDataSource(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the custody store cannot be kept in Oracle; use PostgreSQL, MariaDB, MySQL or H2, or Redis");
        verify((AutoCloseable) own).close();
    }

    @Test
    void aMySqlDatabaseCountsSecondsItsOwnWay() throws SQLException {
        database.open();
        tap.on("getDatabaseProductName(", call -> "MariaDB");
        assertThat(put(open(), ONE, spent(time.now().plusSeconds(5)))).isTrue();
        assertThat(tap.calls("prepareStatement(insert into dual_client_record"))
                .singleElement()
                .asString()
                .contains("unix_timestamp() + ?");
    }

    // ---- expiry ----

    @Test
    void expiredRecordsAreDeletedOnceAMinute() {
        time.advance(Duration.ofDays(-100 * 365)); // nanoseconds have no meaning, and may be below zero
        CustodyStore store = open();
        assertThat(store.note("note", null, "0")).isTrue();
        awaitPurges(1);
        time.advance(Duration.ofMinutes(1).minusNanos(1));
        assertThat(store.note("note", "0", "1")).isTrue();
        time.advance(Duration.ofNanos(1));
        assertThat(store.note("note", "1", "2")).isTrue();
        awaitPurges(2);
        assertThat(tap.calls(PURGE)).hasSize(2);
    }

    @Test
    void aRefusedChangeIsAnOccasionTooAndALookIsNone() {
        CustodyStore store = open();
        store.note("note");
        assertThat(store.note("note", "missing", "to")).isFalse();
        awaitPurges(1);
    }

    @Test
    void aLargeNumberOfExpiredRecordsIsDeletedInPortionsWithoutAPause() {
        AtomicInteger portions = new AtomicInteger();
        tap.on(PURGE, call -> portions.incrementAndGet() < 3 ? 500 : 499);
        CustodyStore store = open();
        await().until(() -> {
            store.note("note", "missing", "to");
            return portions.get() >= 3;
        });
    }

    @Test
    void aDeletionThatFailsIsLogged() {
        CustodyStore store = open();
        tap.on(PURGE, call -> {
            throw new SQLException("the line is down", "08006");
        });
        try (StoreLog log = new StoreLog(JdbcStore.class)) {
            assertThat(store.note("note", null, "text")).isTrue();
            await().untilAsserted(() -> assertThat(log.at(Level.WARN))
                    .anySatisfy(message -> assertThat(message)
                            .startsWith(
                                    "Custody store: the deletion of expired records failed and will be tried again: ")
                            .contains("SQL state 08006")));
        }
    }

    private void awaitPurges(int count) {
        await().untilAsserted(() -> assertThat(tap.calls("close(delete from dual_client_record where forget_after"))
                .hasSizeGreaterThanOrEqualTo(count));
    }

    // ---- the end ----

    @Test
    void whatItHoldsOutlivesTheProcess() {
        assertThat(open().isDurable()).isTrue();
    }

    @Test
    void aDataSourceIsClosedIfItIsTheStoresOwn() throws Exception {
        DataSource shared = closeable();
        database.open(shared, time, Database.PATIENT).close();
        verify((AutoCloseable) shared, never()).close();
        DataSource own = closeable();
        CustodyStore store = new JdbcStore(own, time, Database.PATIENT.withCloseDataSource(true));
        verify((AutoCloseable) own, never()).close();
        store.close();
        verify((AutoCloseable) own).close();
    }

    @Test
    void aDataSourceThatCannotBeClosedIsNot() {
        CustodyStore store = open(Database.PATIENT.withCloseDataSource(true));
        store.close();
        assertThatThrownBy(() -> store.note("note")).hasMessage("the custody store is closed");
    }

    @Test
    void aDataSourceWhoseEndFailsIsToldOf() throws Exception {
        DataSource own = closeable();
        Exception failure = new SQLException("still in use");
        doThrow(failure).when((AutoCloseable) own).close();
        CustodyStore store = new JdbcStore(own, Time.system(), Database.PATIENT.withCloseDataSource(true));
        assertThatThrownBy(store::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the data source of the custody store could not be closed")
                .hasCause(failure);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void aTimeoutIsLongerThanZero(long millis) {
        JdbcStoreSettings settings = JdbcStoreSettings.defaults();
        assertThatThrownBy(() -> settings.withTimeout(Duration.ofMillis(millis)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("use a duration longer than zero");
    }

    private DataSource closeable() throws SQLException {
        DataSource source = mock(DataSource.class, withSettings().extraInterfaces(AutoCloseable.class));
        when(source.getConnection()).thenAnswer(call -> tap.source().getConnection());
        return source;
    }
}
