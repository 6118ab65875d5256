package dev.dualclient.custody.jdbc;

import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreText;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows of the outbox, each time by an index, so that no row costs anything that is not asked for. A row that cannot
 * be read is logged once and does not hide the others. Thread-safe.
 */
final class JdbcOutbox {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private static final String SELECT = "select id, digest, body from dual_client_outbox where ";
    private static final String DUE =
            SELECT + "side = ? and blocking = ? and ready_at <= ? order by ready_at, id limit ?";
    private static final String PENDING =
            SELECT + "side = ? and blocking = ? and made >= ? and (made > ? or id > ?)" + " order by made, id limit ?";
    private static final String OF_KILL = SELECT + "kill_id = ? order by made, id";
    private static final String OF_ID = SELECT + "id = ?";

    /** The order makes any database take the rows from an index. */
    private static final String COUNT = "select 'count', count(*) from"
            + " (select made from dual_client_outbox where side = ? and blocking = %s order by made limit ?) counted";

    private static final String COUNTS = COUNT.formatted("true") + " union all " + COUNT.formatted("false")
            + " union all (select 'oldest', made from dual_client_outbox where side = ? and blocking = true"
            + " order by made limit 1)";

    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit, JdbcSession session)
            throws SQLException {
        return readable(DUE, limit, session, side.name(), blocking, JdbcChange.micros(now));
    }

    List<OutboxEntry> pending(Side side, boolean blocking, Place after, int limit, JdbcSession session)
            throws SQLException {
        long made = JdbcChange.micros(after.made());
        return readable(PENDING, limit, session, side.name(), blocking, made, made, after.id());
    }

    List<OutboxEntry> ofKill(String kill, JdbcSession session) throws SQLException {
        List<OutboxEntry> entries = new ArrayList<>();
        read(OF_KILL, entries, session, kill);
        return entries;
    }

    List<OutboxEntry> ofIds(Collection<String> ids, JdbcSession session) throws SQLException {
        List<OutboxEntry> entries = new ArrayList<>();
        for (String id : ids) {
            read(OF_ID, entries, session, id);
        }
        return entries;
    }

    PendingCount countPending(Side side, int bound, JdbcSession session) throws SQLException {
        List<Integer> counts = new ArrayList<>();
        Instant oldest = null;
        try (PreparedStatement statement = session.prepare(COUNTS)) {
            set(statement, side.name(), bound, side.name(), bound, side.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(1).equals("count")) {
                        counts.add(rows.getInt(2));
                    } else {
                        oldest = Instant.EPOCH.plus(rows.getLong(2), ChronoUnit.MICROS);
                    }
                }
            }
        }
        return new PendingCount(counts.get(0), counts.get(1), oldest);
    }

    /** Returns as many rows as are asked for, and reads more in place of those that cannot be read. */
    private List<OutboxEntry> readable(String sql, int limit, JdbcSession session, Object... values)
            throws SQLException {
        for (int skipped = 0; ; ) {
            List<OutboxEntry> entries = new ArrayList<>();
            Object[] all = JdbcChange.followed(values, limit + skipped);
            int bad = read(sql, entries, session, all);
            if (bad <= skipped) {
                return entries;
            }
            skipped = bad;
        }
    }

    /** Adds the rows that are found, and returns how many cannot be read. */
    private int read(String sql, List<OutboxEntry> entries, JdbcSession session, Object... values) throws SQLException {
        int bad = 0;
        try (PreparedStatement statement = session.prepare(sql)) {
            set(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bad += add(rows, entries) ? 0 : 1;
                }
            }
        }
        return bad;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private boolean add(ResultSet row, List<OutboxEntry> entries) throws SQLException {
        try {
            entries.add(StoreText.entry(JdbcView.whole(row)));
            return true;
        } catch (StoreUnavailableException unreadable) {
            String id = row.getString("id");
            if (damaged.add(id)) {
                LOG.warn("Row {} of the outbox cannot be delivered: {}", id, unreadable.getMessage());
            }
            return false;
        }
    }
}
