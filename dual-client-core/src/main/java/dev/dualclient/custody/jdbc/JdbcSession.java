package dev.dualclient.custody.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One use of a connection by one thread, which another may end. */
final class JdbcSession implements AutoCloseable {

    /** Part of a transaction. */
    interface Work {

        /** Does it and returns whether it is to be committed. */
        boolean run() throws SQLException;
    }

    private final Connection connection;
    private final boolean autoCommit;
    private @Nullable Statement running;
    private boolean closed;
    private volatile boolean ended;

    /** Takes a connection; every statement on it is committed at once, except in {@link #transact}. */
    JdbcSession(DataSource dataSource) throws SQLException {
        connection = dataSource.getConnection();
        autoCommit = connection.getAutoCommit();
        if (!autoCommit) {
            connection.setAutoCommit(true);
        }
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        synchronized (this) {
            running = statement;
        }
        return statement;
    }

    /**
     * Does some work whole or not at all.
     *
     * @return whether it was committed; never if this use has been ended before
     */
    boolean transact(Work work) throws SQLException {
        connection.setAutoCommit(false);
        boolean commit = false;
        try {
            commit = work.run() && !ended;
        } finally {
            // Ahead of setAutoCommit(true), which would commit what is left.
            if (!commit) {
                connection.rollback();
            }
        }
        if (commit) {
            connection.commit();
        }
        connection.setAutoCommit(true);
        return commit;
    }

    /** Sees to it, from another thread, that what is not committed never will be. Does not wait for the database. */
    void giveUp() {
        ended = true;
    }

    /** Ends this use from another thread: what runs is cancelled, what is not committed never will be. */
    void end() throws SQLException {
        giveUp();
        synchronized (this) {
            if (!closed) {
                try {
                    if (running != null && !running.isClosed()) {
                        running.cancel();
                    }
                } finally {
                    connection.abort(Runnable::run);
                }
            }
        }
    }

    /** Whether nobody waits for it any more. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true; // from here on the connection may be somebody else's
        try {
            if (!connection.isClosed() && connection.getAutoCommit() != autoCommit) {
                connection.setAutoCommit(autoCommit);
            }
        } finally {
            connection.close();
        }
    }
}
