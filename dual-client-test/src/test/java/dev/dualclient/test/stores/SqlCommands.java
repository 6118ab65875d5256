package dev.dualclient.test.stores;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Commands to a database, past any store. */
final class SqlCommands {

    private SqlCommands() {}

    /** Runs commands one by one and returns how many rows the last one met. */
    static int run(String url, String... commands) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            int met = 0;
            for (String command : commands) {
                met = statement.executeUpdate(command);
            }
            return met;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
