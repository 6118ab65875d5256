package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.step;
import static dev.dualclient.custody.jdbc.Database.PATIENT;
import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreLog;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong in a database. What goes right is held for every store alike, in the test kit. */
class JdbcStoreTest {

    private final Database database = new Database();

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    // ---- rows ----

    @Test
    void aDamagedRecordIsAnErrorOfItsKeyAlone() throws SQLException {
        CustodyStore store = open(PATIENT);
        assertThat(store.change(
                        List.of(new Change(KEY, null, claim("a")), new Change(OTHER, null, claim("a"))), List.of()))
                .isTrue();
        database.run("update dual_client_record set body = replace(body, 'CLAIMED', 'HINT') where record_key = '" + KEY
                + "'");
        assertThatThrownBy(() -> store.look(List.of(KEY, OTHER)))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage(
                        "an entry of the custody store is damaged, for it is not as it was written; restore it from a"
                                + " backup");
        assertThat(store.look(List.of(OTHER)).records()).hasSize(1);
    }

    @Test
    void aDamagedRowOfTheOutboxHidesNoOther() throws SQLException {
        CustodyStore store = open(PATIENT);
        for (int i = 1; i <= 4; i++) {
            add(store, "d" + i, KEY, i);
        }
        add(store, "d5", OTHER, 5);
        database.run("update dual_client_outbox set body = substring(body, 1, 40) where id in ('d1', 'd2')");
        try (StoreLog log = new StoreLog(JdbcStore.class)) {
            assertThat(store.pending(Side.SECONDARY, true, null, 2))
                    .extracting(OutboxEntry::id)
                    .containsExactly("d3", "d4");
            assertThat(outbox(store)).extracting(OutboxEntry::id).containsExactly("d3", "d4", "d5");
            assertThat(log.at(Level.WARN))
                    .filteredOn(message -> message.startsWith("Row d"))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message)
                            .contains("damaged", "restore it from a backup")
                            .doesNotContain("sealed text", "kill of"));
        }
        assertThatThrownBy(() -> store.look(List.of(KEY))).isInstanceOf(StoreUnavailableException.class);
        assertThat(store.look(List.of(OTHER)).entries()).hasSize(1);
        assertThat(store.look(List.of()).lagging()).containsExactly(Side.SECONDARY);
    }

    @Test
    void aFailureTellsNoValueOfARow() throws SQLException {
        CustodyStore store = open(PATIENT);
        database.run("alter table dual_client_outbox add constraint never check (made < 0)");
        assertThatThrownBy(() -> store.change(
                        List.of(),
                        List.of(
                                new EntryChange(null, entry("d1", 1, KEY)),
                                new EntryChange(null, entry("d2", 2, KEY)))))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("SQL state 23513")
                .satisfies(failure -> {
                    for (Throwable one = failure; one != null; one = one.getCause()) {
                        assertThat(String.valueOf(one)).doesNotContain("sealed text");
                    }
                });
        assertThat(outbox(store)).isEmpty();
    }

    // ---- time ----

    @Test
    void aLockedRowIsNotWaitedFor() throws SQLException {
        CustodyStore store = open(JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(1)));
        assertThat(put(open(PATIENT), KEY, claim("a"))).isTrue();
        database.run("set default_lock_timeout 60000");
        try (Connection holder = database.source().getConnection()) {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.executeUpdate("update dual_client_record set revision = 7");
            }
            assertThatThrownBy(() -> step(store, KEY, claim("a"), claim("b")))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessage("the custody database did not answer within 1000 ms; see that it is up, that its"
                            + " connection pool is large enough, and that nobody locks its tables");
            await().until(() -> !Database.isEnding()); // until then the change may still be made
            holder.rollback();
        }
        assertThat(open(PATIENT).look(List.of(KEY)).records()).isEqualTo(Map.of(KEY, claim("a")));
    }

    @Test
    void whatHasExpiredByTheDatabasesClockIsDeletedAndNothingElse() throws SQLException {
        CustodyStore store = open(PATIENT);
        assertThat(store.change(
                        List.of(new Change(KEY, null, claim("a")), new Change(OTHER, null, claim("a"))), List.of()))
                .isTrue();
        add(store, "d1", KEY, 1);
        database.run("update dual_client_record set forget_after = 1 where record_key = '" + KEY + "'");
        assertThat(open(PATIENT).note("note", null, "the first that a node writes"))
                .isTrue();
        await().untilAsserted(() ->
                assertThat(store.look(List.of(KEY, OTHER)).records().keySet()).containsExactly(OTHER));
        assertThat(outbox(store)).hasSize(1);
    }

    @Test
    void aClosedStoreSaysSo() {
        CustodyStore store = open(PATIENT);
        store.close();
        assertThatThrownBy(() -> store.note("note"))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessage("the custody store is closed");
    }

    // ---- support ----

    private CustodyStore open(JdbcStoreSettings settings) {
        return database.open(database.source(), Time.system(), settings);
    }

    private void add(CustodyStore store, String id, CustodyKey name, long made) {
        assertThat(put(store, entry(id, made, name))).isTrue();
    }
}
