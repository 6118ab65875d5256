package dev.dualclient.test.stores;

import static dev.dualclient.test.contract.Samples.add;
import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.entry;
import static dev.dualclient.test.contract.Samples.key;
import static dev.dualclient.test.contract.Samples.put;
import static dev.dualclient.test.contract.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import dev.dualclient.test.contract.Samples;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store in a relational database does when others lock its rows, spoil them, or change its tables. */
@ParameterizedClass
@EnumSource(
        value = Stores.class,
        names = {"H2", "POSTGRESQL", "MARIADB"})
class JdbcStoreFaultsTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private final Stores kind;
    private JdbcSpace space;

    JdbcStoreFaultsTest(Stores kind) {
        this.kind = kind;
    }

    @BeforeEach
    void setUp() {
        space = (JdbcSpace) kind.fresh();
    }

    @AfterEach
    void tearDown() {
        if (space != null) {
            space.close();
        }
    }

    @Test
    void nodesThatStartTogetherMakeTheTablesOnce() throws Exception {
        int nodes = 4;
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<CustodyStore>> opened = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                opened.add(threads.submit(() -> space.open(Time.system())));
            }
            for (int i = 0; i < nodes; i++) {
                CustodyStore store = opened.get(i).get();
                assertThat(store.change(List.of(put(key(i), claim("a"))), List.of()))
                        .isTrue();
            }
            assertThat(opened.get(0)
                            .get()
                            .look(IntStream.range(0, nodes)
                                    .mapToObj(Samples::key)
                                    .toList())
                            .records())
                    .hasSize(nodes);
            assertThat(space.run("update dual_client_version set version = 1")).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsGivenUpForALockIsNotMadeOnceTheLockIsGone() throws SQLException {
        CustodyStore patient = space.open(Time.system());
        assertThat(patient.change(List.of(put(key(1), claim("a"))), List.of())).isTrue();
        CustodyStore store = space.open(Time.system(), SHORT);
        try (Connection holder = DriverManager.getConnection(space.directly())) {
            holder.setAutoCommit(false);
            try (Statement statement = holder.createStatement()) {
                statement.executeUpdate("update dual_client_record set revision = revision + 1");
            }
            for (int i = 0; i < 3; i++) {
                int number = i;
                assertThatThrownBy(() -> store.change(
                                List.of(
                                        put(key(0), claim("new" + number)),
                                        step(key(1), claim("a"), claim("b" + number))),
                                List.of()))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("nobody locks its tables");
            }
            holder.commit();
        }
        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> store.note("a", null, "after"));
        assertThat(patient.look(List.of(key(0), key(1))).records()).hasSize(1).containsEntry(key(1), claim("a"));
    }

    @Test
    void aDamagedRowIsAnErrorOfWhatItNamesAlone() {
        CustodyStore store = space.open(Time.system());
        assertThat(store.change(
                        List.of(put(key(1), claim("a")), put(key(2), claim("b"))),
                        List.of(add(entry("bad", key(3))), add(entry("good", key(4))))))
                .isTrue();
        space.run(
                "update dual_client_record set body = replace(body, 'CLAIMED', 'HINT') where record_key = '" + key(1)
                        + "'",
                "update dual_client_outbox set body = '{}' where id = 'bad'");
        for (int damaged : List.of(1, 3)) {
            assertThatThrownBy(() -> store.look(List.of(key(damaged))))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("damaged");
        }
        assertThat(store.look(List.of(key(2))).records()).hasSize(1);
        assertThat(store.look(List.of(key(4))).entries()).containsExactly(entry("good", key(4)));
        assertThat(store.pending(Side.SECONDARY, true, null, 1)).containsExactly(entry("good", key(4)));
    }

    @Test
    void tablesOfAnotherVersionAreLeftAlone() {
        space.open(Time.system());
        for (int version : List.of(0, 2)) {
            space.run("update dual_client_version set version = " + version);
            assertThatThrownBy(() -> space.open(Time.system()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("of version " + version + ", and this Dual Client needs version 1");
        }
    }

    @Test
    void whatHasExpiredIsDeletedByTheDatabasesClock() {
        CustodyStore store = space.open(Time.system());
        assertThat(store.change(List.of(put(key(1), claim("a")), put(key(2), claim("a"))), List.of()))
                .isTrue();
        space.run("update dual_client_record set forget_after = 1 where record_key = '" + key(1) + "'");
        CustodyStore next = space.open(Time.system());
        assertThat(next.note("note", null, "the first that a node writes")).isTrue();
        await().untilAsserted(() ->
                assertThat(next.look(List.of(key(1), key(2))).records()).containsOnlyKeys(key(2)));
    }
}
