package dev.dualclient.custody.jdbc;

import dev.dualclient.custody.StoreUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on the database of a {@link JdbcStore}, on threads of its own: neither a pool nor a driver has a bound that holds
 * for all of a call, and the caller may be in a transaction of its own. Thread-safe.
 */
final class JdbcDatabase implements AutoCloseable {

    /** Part of a call. */
    interface Work<T> {

        /** Does it. */
        T run(JdbcSession session, JdbcDialect dialect) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    /** Whatever waits for a database that does not answer; further calls wait for one of these to end. */
    private static final int MAX_THREADS = 128;

    private final DataSource dataSource;
    private final boolean createSchema;
    private final ThreadPoolExecutor threads;
    private final Semaphore free = new Semaphore(MAX_THREADS, true);
    private volatile @Nullable JdbcDialect known;

    JdbcDatabase(DataSource dataSource, boolean createSchema) {
        this.dataSource = dataSource;
        this.createSchema = createSchema;
        this.threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "dual-client-jdbc");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Sees that the tables are there.
     *
     * @throws StoreUnavailableException if the database does not answer, or not in time
     * @throws IllegalStateException if the tables are not those that are needed
     */
    void start(Duration timeout) {
        result(timeout, (session, dialect) -> dialect);
    }

    /**
     * Does some work within a time.
     *
     * @throws StoreUnavailableException if the database does not do it, or not in time
     */
    <T> T call(Duration timeout, Work<T> work) {
        try {
            return result(timeout, work);
        } catch (IllegalStateException unfit) {
            throw new StoreUnavailableException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    private <T> T result(Duration timeout, Work<T> work) {
        Call<T> call = new Call<>(work);
        long end = System.nanoTime() + timeout.toNanos();
        try {
            if (!free.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new StoreUnavailableException("the custody database does not answer, and " + MAX_THREADS
                        + " calls wait for it already; see that it is up");
            }
            begin(call.task);
            return call.task.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException shutDown) {
            throw new StoreUnavailableException("the custody store is closed", shutDown);
        } catch (TimeoutException late) {
            call.end();
            throw new StoreUnavailableException(
                    "the custody database did not answer within " + timeout.toMillis()
                            + " ms; see that it is up, that its connection pool is large enough, and that nobody locks"
                            + " its tables",
                    late);
        } catch (InterruptedException interrupted) {
            call.end();
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting for the custody database", interrupted);
        } catch (ExecutionException failed) {
            throw translated(failed.getCause());
        }
    }

    private void begin(FutureTask<?> task) {
        boolean begun = false;
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    free.release();
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                free.release();
            }
        }
    }

    /** Begins some work that nobody waits for and that is begun again later anyway; a failure is logged. */
    void begin(Duration timeout, String what, Work<?> work) {
        try {
            threads.execute(() -> {
                try {
                    call(timeout, work);
                } catch (StoreUnavailableException failure) {
                    LOG.warn("Custody store: {} failed and will be tried again: {}", what, failure.getMessage());
                }
            });
        } catch (RejectedExecutionException shutDown) {
            LOG.debug("Custody store: {} has to wait, for the store is closed", what);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static RuntimeException translated(@Nullable Throwable failure) {
        if (failure instanceof StoreUnavailableException || failure instanceof IllegalStateException) {
            return (RuntimeException) failure;
        }
        if (failure instanceof SQLException refusal) {
            return new StoreUnavailableException(
                    "the custody database failed (SQL state " + refusal.getSQLState() + ", error "
                            + refusal.getErrorCode()
                            + "); see that it is up, and that the user of the data source may read and write the tables"
                            + " dual_client_*",
                    withoutValues(refusal));
        }
        return new StoreUnavailableException(
                "the custody database failed; see the cause", Objects.requireNonNull(failure));
    }

    /** A batch's failure quotes the values of its rows; the one behind it does not. */
    private static SQLException withoutValues(SQLException failure) {
        if (!(failure instanceof BatchUpdateException)) {
            return failure;
        }
        SQLException behind = failure.getNextException();
        return behind != null
                ? behind
                : new SQLException("a batch failed", failure.getSQLState(), failure.getErrorCode());
    }

    /** One call: its own thread works, its caller may end it. */
    private final class Call<T> {

        private final FutureTask<T> task;
        private @Nullable Thread connecting;
        private @Nullable JdbcSession session;
        private boolean ended;

        Call(Work<T> work) {
            this.task = new FutureTask<>(() -> run(work));
        }

        private T run(Work<T> work) throws SQLException {
            try (JdbcSession current = connected()) {
                synchronized (this) {
                    if (ended) {
                        throw new SQLException("too late");
                    }
                    session = current;
                }
                JdbcDialect dialect = known;
                if (dialect == null) {
                    dialect = JdbcSchema.prepare(current, createSchema);
                    known = dialect;
                }
                return work.run(current, dialect);
            }
        }

        private JdbcSession connected() throws SQLException {
            synchronized (this) {
                connecting = Thread.currentThread();
            }
            try {
                return new JdbcSession(dataSource);
            } finally {
                synchronized (this) {
                    connecting = null;
                    Thread.interrupted(); // was meant for the waiting that is over
                }
            }
        }

        /**
         * Ends the call. A thread that still waits for a connection is interrupted, for a pool lets it wait up to half a minute,
         * and tries a server that is away ever more seldom as long as somebody waits.
         */
        synchronized void end() {
            ended = true;
            Thread waiting = connecting;
            JdbcDialect dialect = known;
            if (waiting != null && dialect != null && dialect.isInterruptible()) {
                waiting.interrupt();
            }
            JdbcSession current = session;
            if (current != null) {
                current.giveUp();
                Thread thread = new Thread(() -> end(current), "dual-client-jdbc-end");
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void end(JdbcSession current) {
            try {
                current.end();
            } catch (SQLException failure) {
                LOG.debug("A connection to the custody database could not be ended: {}", failure.getSQLState());
            }
        }
    }
}
