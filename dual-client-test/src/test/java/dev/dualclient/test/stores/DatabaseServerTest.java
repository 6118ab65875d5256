package dev.dualclient.test.stores;

import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.key;
import static dev.dualclient.test.contract.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.jdbc.JdbcStoreSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a database itself can do to a store. */
class DatabaseServerTest {

    private static final JdbcStoreSettings PATIENT =
            JdbcStoreSettings.defaults().withTimeout(StoreSpace.PATIENCE);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void aStoreWhoseServerWasStoppedSaysSo() {
        PostgresServer server = new PostgresServer();
        try (HikariDataSource pool = JdbcSpace.pool(server.url("public", server.port()));
                CustodyStore patient = new JdbcStore(pool, Time.system(), PATIENT);
                CustodyStore store = new JdbcStore(pool, Time.system(), PATIENT.withTimeout(SHORT))) {
            assertThat(patient.change(List.of(put(key(1), claim("a"))), List.of()))
                    .isTrue();
            server.close();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.look(List.of(key(1))))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("see that it is up");
            }
        }
    }

    @Test
    void aDatabaseThatIsReadOnlyIsReadAndTakesNoMore() {
        try (JdbcSpace space = (JdbcSpace) Stores.POSTGRESQL.fresh();
                CustodyStore store = space.open(Time.system())) {
            assertThat(store.change(List.of(put(key(1), claim("a"))), List.of()))
                    .isTrue();
            String readOnly = space.directly() + "&options=-c%20default_transaction_read_only=on";
            try (HikariDataSource pool = JdbcSpace.pool(readOnly);
                    CustodyStore reader = new JdbcStore(pool, Time.system(), PATIENT)) {
                assertThat(reader.look(List.of(key(1))).records()).containsEntry(key(1), claim("a"));
                assertThatThrownBy(() -> reader.note("note", null, "text"))
                        .isInstanceOf(StoreFullException.class)
                        .hasMessage(
                                "the custody database takes no more (SQL state 25006, error 0); see that its disk has"
                                        + " room, and that it is not read-only");
            }
        }
    }
}
