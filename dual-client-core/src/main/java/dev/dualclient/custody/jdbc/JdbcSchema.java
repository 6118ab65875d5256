package dev.dualclient.custody.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The tables of a {@link JdbcStore}, and of which version they have to be. */
final class JdbcSchema {

    private static final int VERSION = 1;

    private JdbcSchema() {}

    /**
     * Checks the version of the tables, and creates them where there are none. Several nodes may do so at once.
     *
     * @throws IllegalStateException if the tables are not there and are not to be created, or are of another version;
     *     nothing has been changed then
     */
    static JdbcDialect prepare(JdbcSession session, boolean create) throws SQLException {
        JdbcDialect dialect = JdbcDialect.of(session.connection());
        Integer found = version(session);
        if (found == null) {
            if (!create) {
                throw new IllegalStateException("the database has no tables of the custody store; run "
                        + location(dialect) + ", or let Dual Client create them");
            }
            found = created(session, dialect);
        }
        if (found != VERSION) {
            throw new IllegalStateException(
                    "the tables of the custody store are of version " + found + ", and this Dual Client needs version "
                            + VERSION + "; "
                            + (found < VERSION
                                    ? "run the scripts after it, up to " + location(dialect)
                                    : "run the newer Dual Client that they were made for, or restore them from a backup"));
        }
        return dialect;
    }

    private static @Nullable Integer version(JdbcSession session) throws SQLException {
        try (PreparedStatement statement = session.prepare("select max(version) from dual_client_version");
                ResultSet row = statement.executeQuery()) {
            row.next();
            int version = row.getInt(1);
            return row.wasNull() ? null : version; // an empty table is being made, where making it is committed at once
        } catch (SQLException failure) {
            if (JdbcDialect.isMissingTable(failure)) {
                return null;
            }
            throw failure;
        }
    }

    private static int created(JdbcSession session, JdbcDialect dialect) throws SQLException {
        try {
            session.transact(() -> {
                for (String command : read(dialect).split(";")) {
                    if (!command.isBlank()) {
                        try (PreparedStatement statement = session.prepare(command)) {
                            statement.execute();
                        }
                    }
                }
                return true;
            });
            return VERSION;
        } catch (SQLException failure) {
            Integer found = version(session); // another node may have been faster
            if (found == null) {
                throw failure;
            }
            return found;
        }
    }

    private static String read(JdbcDialect dialect) {
        try (InputStream script = JdbcSchema.class.getResourceAsStream(dialect.script(VERSION))) {
            if (script == null) {
                throw new IllegalStateException(location(dialect) + " is missing; use an unbroken dual-client-core");
            }
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return text.replaceAll("(?m)^--.*$", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(location(dialect) + " cannot be read", unreadable);
        }
    }

    private static String location(JdbcDialect dialect) {
        return "classpath:" + JdbcSchema.class.getPackageName().replace('.', '/') + '/' + dialect.script(VERSION);
    }
}
