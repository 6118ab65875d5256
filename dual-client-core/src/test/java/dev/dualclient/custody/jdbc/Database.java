package dev.dualclient.custody.jdbc;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory, the stores that a test opens in it, and what the test asks it directly. */
final class Database implements AutoCloseable {

    static final JdbcStoreSettings PATIENT = JdbcStoreSettings.defaults().withTimeout(Duration.ofSeconds(20));

    private final JdbcDataSource source = new JdbcDataSource();
    private final List<CustodyStore> open = new ArrayList<>();

    Database() {
        this("");
    }

    /** Makes one with options of H2, each of which begins with a semicolon. */
    Database(String options) {
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + options);
    }

    DataSource source() {
        return source;
    }

    CustodyStore open() {
        return open(source, Time.system(), PATIENT);
    }

    CustodyStore open(DataSource by, Time time, JdbcStoreSettings settings) {
        CustodyStore store = new JdbcStore(by, time, settings);
        open.add(store);
        return store;
    }

    void run(String command) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** Returns the one number that a query has for an answer. */
    long number(String query) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether a call that was given up is still being ended, of whatever store. */
    static boolean isEnding() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("dual-client-jdbc-end"));
    }

    @Override
    public void close() throws SQLException {
        open.forEach(CustodyStore::close);
        run("shutdown immediately");
    }
}
