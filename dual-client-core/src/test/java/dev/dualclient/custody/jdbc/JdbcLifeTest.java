package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.custody.StoreLog;
import dev.dualclient.scenario.Scenario;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a store forgets what has expired, and ends. */
class JdbcLifeTest {

    private static final String EXPIRED = "executeQuery(select record_key from dual_client_record where forget_after";
    private static final String PURGE = "executeUpdate(delete from dual_client_record where record_key in";

    private final ManualTime time = new ManualTime();
    private final Database database = new Database();
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
        assertThat(tap.calls(EXPIRED)).hasSize(2);
    }

    @Test
    void aRefusedChangeIsAnOccasionTooAndALookIsNone() {
        CustodyStore store = open();
        store.note("note");
        assertThat(store.note("note", "missing", "to")).isFalse();
        awaitPurges(1);
    }

    @Test
    @Scenario("D16")
    void aNodeRemovesAllThatHasExpiredInSmallSteps() throws SQLException {
        CustodyStore store = open();
        database.run(
                "insert into dual_client_record (record_key, digest, body, outage_notice, expires, forget_after, revision)"
                        + " select 'expired ' || x, '', '', 'NONE', 0, x, 0 from system_range(1, 250)");
        database.run(
                "insert into dual_client_record (record_key, digest, body, outage_notice, expires, forget_after, revision)"
                        + " values ('lives', '', '', 'NONE', 0, 9000000000, 0)");
        List<Object> steps = new CopyOnWriteArrayList<>();
        tap.on(PURGE, call -> {
            Object removed = call.proceed();
            steps.add(removed);
            return removed;
        });
        Custody node = Custody.open(
                store, List.of(new byte[32]), "", CustodySettings.defaults(), OutboxSettings.defaults(), time);
        await().untilAsserted(() -> {
            time.advance(Duration.ofSeconds(1));
            node.monitor().tick(); // as it does every second, and nobody calls
            assertThat(database.number("select count(*) from dual_client_record"))
                    .isEqualTo(1);
        });
        await().untilAsserted(() -> assertThat(steps).as("rows a step").containsExactly(100, 100, 50));
    }

    @Test
    @Scenario("D16")
    void noCallWaitsForTheRemoval() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        tap.on(EXPIRED, call -> {
            begun.countDown();
            gate.await();
            return call.proceed();
        });
        CustodyStore store = open();
        assertThat(put(store, KEY, claim("a"))).isTrue();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(put(store, OTHER, claim("b"))).isTrue();
        assertThat(store.look(List.of(KEY, OTHER)).records()).hasSize(2);
        gate.countDown();
    }

    @Test
    void aDeletionThatFailsIsLogged() {
        CustodyStore store = open();
        tap.on(EXPIRED, call -> {
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
        await().untilAsserted(() -> assertThat(
                        tap.calls("close(select record_key from dual_client_record where forget_after"))
                .hasSizeGreaterThanOrEqualTo(count));
    }

    // ---- the end ----

    @Test
    void whatItHoldsOutlivesTheProcess() {
        assertThat(open().isDurable()).isTrue();
    }

    @Test
    void aDataSourceIsClosedIfItIsTheStoresOwn() {
        AtomicInteger closed = new AtomicInteger();
        new JdbcStore(pool(closed, null), time).close();
        assertThat(closed).hasValue(0);
        CustodyStore store = new JdbcStore(pool(closed, null), time, Database.PATIENT.withCloseDataSource(true));
        assertThat(closed).hasValue(0);
        store.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void aDatabaseOfAnotherKindIsRefusedAndLeftClosed() {
        AtomicInteger closed = new AtomicInteger();
        DataSource own = pool(closed, null);
        tap.on("getDatabaseProductName(", call -> "Oracle");
        assertThatThrownBy(() -> new JdbcStore(own, time, Database.PATIENT.withCloseDataSource(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the custody store cannot be kept in Oracle; use PostgreSQL, MariaDB, MySQL or H2, or Redis");
        assertThat(closed).hasValue(1);
    }

    @Test
    void aDataSourceThatCannotBeClosedIsNot() {
        CustodyStore store = open(Database.PATIENT.withCloseDataSource(true));
        store.close();
        assertThatThrownBy(() -> store.note("note")).hasMessage("the custody store is closed");
    }

    @Test
    void aDataSourceWhoseEndFailsIsToldOf() {
        Exception failure = new SQLException("still in use");
        DataSource own = pool(new AtomicInteger(), failure);
        CustodyStore store = new JdbcStore(own, time, Database.PATIENT.withCloseDataSource(true));
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

    /** A pool over the tap, which counts how often it is closed, and may fail to be. */
    private DataSource pool(AtomicInteger closed, @Nullable Exception failure) {
        return (DataSource) Proxy.newProxyInstance(
                JdbcLifeTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class, AutoCloseable.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("close")) {
                        return method.invoke(tap.source(), arguments);
                    }
                    closed.incrementAndGet();
                    if (failure != null) {
                        throw failure;
                    }
                    return null;
                });
    }
}
