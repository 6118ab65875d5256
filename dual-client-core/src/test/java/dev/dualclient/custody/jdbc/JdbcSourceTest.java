package dev.dualclient.custody.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.zaxxer.hikari.HikariConfig;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.StoreLog;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A pool of the store's own says nothing secret of the settings that it was made with. */
class JdbcSourceTest {

    private static final String URL = "jdbc:h2:mem:source;USER=sa;PASSWORD=secret-of-the-database";

    @Test
    void noPasswordInAUrlIsLogged() {
        Logger logger = (Logger) LoggerFactory.getLogger(HikariConfig.class);
        Level before = logger.getLevel();
        logger.setLevel(Level.DEBUG);
        try (StoreLog log = new StoreLog(HikariConfig.class);
                CustodyStore store = JdbcSource.ofUrl(URL, null, null).store()) {
            assertThat(store.note("any")).isNull();
            assertThat(log.at(Level.DEBUG))
                    .anyMatch(line -> line.contains("jdbcUrl"))
                    .noneMatch(line -> line.contains("secret-of-the-database"));
        } finally {
            logger.setLevel(before);
        }
    }
}
