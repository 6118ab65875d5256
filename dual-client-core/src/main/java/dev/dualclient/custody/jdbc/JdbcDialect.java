package dev.dualclient.custody.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What the databases of a {@link JdbcStore} do not have in common. */
enum JdbcDialect {
    /** PostgreSQL. */
    POSTGRESQL(Script.STANDARD, Script.STANDARD_SECONDS),
    /** H2, which may run in this process and then closes its file when a thread that reads it is interrupted. */
    H2(Script.STANDARD, Script.STANDARD_SECONDS),
    /** MariaDB and MySQL. */
    MYSQL("mysql", "unix_timestamp()");

    private static final class Script {

        static final String STANDARD = "standard";
        static final String STANDARD_SECONDS = "cast(extract(epoch from current_timestamp) as bigint)";
    }

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "90131"); // the last one is H2's
    private static final int MYSQL_DUPLICATE = 1062;
    private static final Set<String> FULL = Set.of("53100", "25006"); // no room on the disk, read-only
    private static final Set<Integer> MYSQL_FULL = Set.of(1021, 1114, 1290, 1836);

    private final String folder;
    private final String seconds;

    JdbcDialect(String folder, String seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /**
     * Finds the dialect of a database.
     *
     * @throws IllegalStateException if there is none for it
     */
    static JdbcDialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "PostgreSQL" -> POSTGRESQL;
            case "H2" -> H2;
            case "MariaDB", "MySQL" -> MYSQL;
            default ->
                throw new IllegalStateException("the custody store cannot be kept in " + product
                        + "; use PostgreSQL, MariaDB, MySQL or H2, or Redis");
        };
    }

    /** Returns where the script of a schema version is. */
    String script(int version) {
        return folder + "/V" + version + "__dual_client_custody.sql";
    }

    /** Returns an expression for the seconds since 1970 by the database's clock. */
    String seconds() {
        return seconds;
    }

    /** Whether a thread that waits for a connection can be interrupted, and nothing but its waiting ends. */
    boolean isInterruptible() {
        return this != H2;
    }

    /** Whether a row of that key was there already. */
    static boolean isDuplicate(SQLException failure) {
        return "23505".equals(failure.getSQLState())
                || "23000".equals(failure.getSQLState()) && failure.getErrorCode() == MYSQL_DUPLICATE;
    }

    /** Whether two transactions stood in each other's way, and this one was given up for the other. */
    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(String.valueOf(failure.getSQLState()));
    }

    /** Whether the database takes no more, but can be read. */
    boolean isFull(SQLException failure) {
        return FULL.contains(String.valueOf(failure.getSQLState()))
                || this == MYSQL && MYSQL_FULL.contains(failure.getErrorCode());
    }

    /** Whether a table was not there. */
    static boolean isMissingTable(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return state.equals("42P01") || state.startsWith("42S0");
    }
}
