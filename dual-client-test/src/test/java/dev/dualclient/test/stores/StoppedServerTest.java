package dev.dualclient.test.stores;

import static dev.dualclient.test.stores.Samples.claim;
import static dev.dualclient.test.stores.Samples.key;
import static dev.dualclient.test.stores.Samples.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.JdbcStore;
import dev.dualclient.custody.StoreUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server that is stopped under a store. */
class StoppedServerTest {

    @Test
    void aStoreWhoseServerWasStoppedSaysSo() {
        PostgresServer server = new PostgresServer();
        try (HikariDataSource pool = JdbcSpace.pool(server.url("public", server.port()));
                CustodyStore store = new JdbcStore(pool, Time.system())) {
            assertThat(store.change(List.of(put(key(1), claim("a"))), List.of()))
                    .isTrue();
            server.close();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> store.look(List.of(key(1))))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("see that it is up");
            }
        }
    }
}
