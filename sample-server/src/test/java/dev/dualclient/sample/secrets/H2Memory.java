package dev.dualclient.sample.secrets;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** H2 in this process. */
final class H2Memory implements Memory {

    private final JdbcConnectionPool pool =
            JdbcConnectionPool.create("jdbc:h2:mem:secrets;DB_CLOSE_DELAY=-1", "sa", "");

    DataSource dataSource() {
        return pool;
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of("dual-client.custody.store", "jdbc");
    }

    @Override
    public List<String> contents() throws SQLException {
        List<String> contents = new ArrayList<>();
        try (Connection connection = pool.getConnection()) {
            for (String table : column(
                    connection,
                    "select table_name from information_schema.tables where" + " table_schema = 'PUBLIC'")) {
                rows(connection, table, contents);
            }
        }
        return contents;
    }

    private static void rows(Connection connection, String table, List<String> contents) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from \"" + table + "\"")) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder(table);
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    Object cell = rows.getObject(column);
                    boolean binary = cell instanceof byte[];
                    row.append('\n')
                            .append(
                                    binary
                                            ? new String((byte[]) cell, StandardCharsets.UTF_8)
                                            : rows.getString(column));
                }
                contents.add(row.toString());
            }
        }
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> column = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                column.add(rows.getString(1));
            }
        }
        return column;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop all objects");
        }
        pool.dispose();
    }
}
