package dev.dualclient.custody.jdbc;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A custody store in a relational database, for any number of nodes: PostgreSQL, MariaDB, MySQL or H2. Thread-safe.
 *
 * <p>A look is one statement, so one round trip. A change is one transaction: a round trip for each kind of row that it
 * changes (two or three) and one for the commit, where the driver sends a batch at once. It is a transaction of its own,
 * also if the caller is in one. A call that fails or takes too long throws {@link StoreUnavailableException}; a change
 * that does may have been made or not, but never in part.
 *
 * <p>Its tables begin with {@code dual_client_}; the scripts that make them are in {@code dev/dualclient/custody/jdbc}, and
 * Flyway can run them. Expired records are deleted by the database's clock, so that no node's clock can make it forget.
 * Rows of the outbox are deleted by a change alone.
 */
public final class JdbcStore implements CustodyStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);
    private static final int START = 5; // times the timeout, for tables may have to be made
    private static final int PORTION = 100;
    private static final long PURGE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Between two portions, or calls would wait for the processor and the disk of the database meanwhile. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final String EXPIRED = "select record_key from dual_client_record where forget_after < %s"
            + " order by forget_after limit " + PORTION;

    /**
     * By their keys, for not every database finds the rows of a subquery by an index. The sum has no index, so that no
     * database reads all that has expired and compares each with all keys, which PostgreSQL does otherwise.
     */
    private static final String PURGE = "delete from dual_client_record where record_key in ("
            + String.join(", ", Collections.nCopies(PORTION, "?")) + ") and forget_after + 0 < %s";

    private static final String NOTICED = "select expires, record_key from dual_client_record where outage_notice = ?"
            + " and expires >= ? and (expires > ? or record_key > ?) order by expires, record_key limit ?";
    private static final String NOTE = "select digest, body from dual_client_note where name = ?";

    private final DataSource dataSource;
    private final Time time;
    private final JdbcStoreSettings settings;
    private final JdbcDatabase database;
    private final AtomicLong nextPurge;
    private final JdbcOutbox outbox = new JdbcOutbox();

    /** Opens a store with default settings. */
    public JdbcStore(DataSource dataSource, Time time) {
        this(dataSource, time, JdbcStoreSettings.defaults());
    }

    /**
     * Opens a store. If the database does not answer, that is logged, and the store is unavailable until it does.
     *
     * @param dataSource the database, by a pool
     * @param time the source of time
     * @param settings how it works
     * @throws IllegalStateException if the database is none of those that can be used, or its tables are missing and not
     *     to be created, or are of another version; it says what to do
     */
    public JdbcStore(DataSource dataSource, Time time, JdbcStoreSettings settings) {
        this.dataSource = dataSource;
        this.time = time;
        this.settings = settings;
        this.database = new JdbcDatabase(dataSource, settings.createSchema());
        this.nextPurge = new AtomicLong(time.nanoTime());
        try {
            database.start(settings.timeout().multipliedBy(START));
        } catch (StoreUnavailableException unavailable) {
            LOG.warn("The custody store cannot be used yet: {}", unavailable.getMessage());
        } catch (IllegalStateException unfit) {
            close();
            throw unfit;
        }
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        return read((session, dialect) -> JdbcView.of(keys, time.now(), session));
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        return write(dialect -> JdbcChange.of(changes, entries, dialect, time));
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return read((session, dialect) -> outbox.due(side, blocking, now, limit, session));
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        Place start = after == null ? new Place(Instant.MIN, "") : after;
        return read((session, dialect) -> outbox.pending(side, blocking, start, limit, session));
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return read((session, dialect) -> outbox.ofIds(ids, session));
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return read((session, dialect) -> outbox.ofKill(kill, session));
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return read((session, dialect) -> outbox.countPending(side, bound, session));
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        long expires = JdbcChange.micros(after.expires());
        return read((session, dialect) -> {
            try (PreparedStatement statement = session.prepare(NOTICED)) {
                statement.setString(1, why.name());
                statement.setLong(2, expires);
                statement.setLong(3, expires);
                statement.setString(4, after.key() == null ? "" : after.key().toString());
                statement.setInt(5, limit);
                try (ResultSet rows = statement.executeQuery()) {
                    List<NoticedKey> noticed = new ArrayList<>();
                    while (rows.next()) {
                        Instant when = Instant.EPOCH.plus(rows.getLong(1), ChronoUnit.MICROS);
                        noticed.add(new NoticedKey(when, CustodyKey.of(rows.getString(2))));
                    }
                    return noticed;
                }
            }
        });
    }

    @Override
    public @Nullable String note(String name) {
        return read((session, dialect) -> {
                    try (PreparedStatement statement = session.prepare(NOTE)) {
                        statement.setString(1, name);
                        try (ResultSet rows = statement.executeQuery()) {
                            return rows.next() ? Optional.of(JdbcView.whole(rows)) : Optional.<String>empty();
                        }
                    }
                })
                .orElse(null);
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return write(dialect -> List.of(JdbcChange.ofNote(name, from, to)));
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public void close() {
        database.close();
        if (settings.closeDataSource() && dataSource instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failure) {
                throw new IllegalStateException("the data source of the custody store could not be closed", failure);
            }
        }
    }

    private <T> T read(JdbcDatabase.Work<T> work) {
        return database.call(settings.timeout(), work);
    }

    private boolean write(Function<JdbcDialect, List<JdbcStep>> steps) {
        boolean made =
                database.call(settings.timeout(), (session, dialect) -> made(steps.apply(dialect), session, dialect));
        purgeIfDue();
        return made;
    }

    private static boolean made(List<JdbcStep> steps, JdbcSession session, JdbcDialect dialect) throws SQLException {
        while (true) { // for as long as others are in the way and somebody waits
            try {
                return session.transact(() -> JdbcStep.takeAll(steps, session));
            } catch (SQLException failure) {
                if (JdbcDialect.isDuplicate(failure)) {
                    return false;
                }
                if (dialect.isFull(failure)) {
                    throw new StoreFullException("the custody database takes no more (SQL state "
                            + failure.getSQLState() + ", error " + failure.getErrorCode()
                            + "); see that its disk has room, and that it is not read-only");
                }
                if (!JdbcDialect.isConflict(failure) || session.isEnded()) {
                    throw failure;
                }
            }
        }
    }

    private void purgeIfDue() {
        long due = nextPurge.get();
        long now = time.nanoTime();
        if (now - due >= 0 && nextPurge.compareAndSet(due, now + PURGE_NANOS)) {
            database.begin(settings.timeout(), "the deletion of expired records", this::purge);
        }
    }

    private int purge(JdbcSession session, JdbcDialect dialect) throws SQLException {
        List<String> expired = new ArrayList<>();
        try (PreparedStatement statement = session.prepare(EXPIRED.formatted(dialect.seconds()));
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                expired.add(rows.getString(1));
            }
        }
        if (expired.isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = session.prepare(PURGE.formatted(dialect.seconds()))) {
            for (int i = 0; i < PORTION; i++) {
                statement.setString(i + 1, i < expired.size() ? expired.get(i) : "");
            }
            statement.executeUpdate();
        }
        if (expired.size() == PORTION) {
            nextPurge.set(time.nanoTime() + PAUSE_NANOS); // there may be more
        }
        return expired.size();
    }
}
