package dev.dualclient.custody.jdbc;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreText;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.operation.Side;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link JdbcStore} holds of some keys, in one statement and so at one moment. */
final class JdbcView {

    /** One row is enough to tell, and the order makes any database take it from its index. */
    private static final String LAGGING = " union all (select 'lagging', side, '', '' from dual_client_outbox"
            + " where of_many = true and side = '%s' and held_until <= ? order by held_until limit 1)";

    private static final String SQL = "select 'record' as what, record_key as id, digest, body"
            + " from dual_client_record where record_key in (%1$s)"
            + " union all select 'entry', id, digest, body from dual_client_outbox"
            + " where id in (select entry_id from dual_client_outbox_name where name in (%1$s))"
            + LAGGING.formatted(Side.PRIMARY)
            + LAGGING.formatted(Side.SECONDARY)
            + " union all select 'identity', name, digest, body from dual_client_note where name = '"
            + CustodyStore.IDENTITY + "'";

    private final Map<CustodyKey, CustodyRecord> records = new HashMap<>();
    private final List<OutboxEntry> entries = new ArrayList<>();
    private final Set<Side> lagging = EnumSet.noneOf(Side.class);

    private @Nullable String identity;

    private JdbcView() {}

    static View of(Collection<CustodyKey> keys, Instant now, JdbcSession session) throws SQLException {
        JdbcView view = new JdbcView();
        List<String> names =
                padded(keys.stream().map(CustodyKey::toString).distinct().toList());
        String places =
                String.join(", ", Stream.generate(() -> "?").limit(names.size()).toList());
        try (PreparedStatement statement = session.prepare(SQL.formatted(places))) {
            int next = 1;
            for (int list = 0; list < 2; list++) {
                for (String name : names) {
                    statement.setString(next++, name);
                }
            }
            statement.setLong(next++, JdbcChange.micros(now));
            statement.setLong(next, JdbcChange.micros(now));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    view.take(rows);
                }
            }
        }
        view.entries.sort(Comparator.comparing(OutboxEntry::made).thenComparing(OutboxEntry::id));
        return new View(view.records, view.entries, view.lagging, view.identity);
    }

    private void take(ResultSet row) throws SQLException {
        String id = row.getString("id");
        switch (row.getString("what")) {
            case "record" -> records.put(CustodyKey.of(id), StoreText.record(whole(row)));
            case "identity" -> identity = whole(row);
            case "entry" -> entries.add(StoreText.entry(whole(row)));
            default -> lagging.add(Side.valueOf(id));
        }
    }

    /** Returns the text of a row, unless it is not the one that was written. */
    static String whole(ResultSet row) throws SQLException {
        String body = row.getString("body");
        if (!JdbcChange.digest(body).equals(row.getString("digest"))) {
            throw new StoreUnavailableException(
                    "an entry of the custody store is damaged, for it is not as it was written; restore it from a backup");
        }
        return body;
    }

    /** Databases keep a plan for each statement: lists of a few lengths only make few statements. */
    private static List<String> padded(List<String> names) {
        int length = Math.max(1, Integer.highestOneBit(2 * names.size() - 1));
        List<String> padded = new ArrayList<>(names);
        while (padded.size() < length) {
            padded.add("");
        }
        return padded;
    }
}
