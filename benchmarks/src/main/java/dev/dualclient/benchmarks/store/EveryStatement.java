package dev.dualclient.benchmarks.store;

import dev.dualclient.call.Time;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.operation.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;

/** Has a store run each of its statements, beside an outbox that is long enough for indexes to matter. */
final class EveryStatement {

    private static final int ROWS = 20_000;
    private static final int PORTION = 500;

    private EveryStatement() {}

    static void run(CustodyStore store) {
        Custody custody = Custody.open(
                store,
                List.of(new byte[32]),
                "service",
                CustodySettings.defaults(),
                OutboxSettings.defaults(),
                Time.system());
        SplittableRandom random = new SplittableRandom(3);
        List<OutboxEntry> entries = new ArrayList<>();
        while (entries.size() < ROWS) {
            List<OutboxEntry> more = new ArrayList<>();
            for (int i = 0; i < PORTION; i++) {
                Side side = i % 2 == 0 ? Side.PRIMARY : Side.SECONDARY;
                more.add(custody.outbox()
                        .inHand(
                                side,
                                "kill " + entries.size() + i,
                                List.of(key(random), key(random)),
                                false,
                                new byte[200]));
            }
            custody.outbox().write(more);
            entries.addAll(more);
        }
        CustodyKey key = key(random);
        CustodyRecord record = LongMemory.spent(random);
        CustodyRecord next = LongMemory.spent(random);
        store.change(List.of(new Change(key, null, record)), List.of());
        store.change(List.of(new Change(key, record, next)), List.of());
        store.change(List.of(new Change(key, next, null), new Change(key(random), null, null)), List.of());
        OutboxEntry entry = entries.get(0);
        OutboxEntry taken = new OutboxEntry(
                entry.id(),
                entry.side(),
                entry.kill(),
                entry.names(),
                entry.ofMany(),
                entry.command(),
                entry.made(),
                entry.due(),
                Instant.now(),
                1,
                null,
                entry.number(),
                entry.revision() + 1);
        store.change(List.of(), List.of(new EntryChange(entry, taken)));
        store.change(List.of(), List.of(new EntryChange(taken, null)));
        store.note("a note", null, "text");
        store.note("a note", "text", "another");
        store.note("a note");
        store.look(List.of(key, key(random), entries.get(1).names().iterator().next()));
        for (Side side : Side.values()) {
            store.due(side, true, Instant.now(), PORTION);
            store.pending(side, true, Place.of(entries.get(1)), PORTION);
            store.countPending(side, PORTION);
        }
        store.entries(List.of(entries.get(1).id()));
        store.entriesOf(entries.get(1).kill());
        store.noticed(OutageNotice.END, NoticedKey.from(Instant.now().plusSeconds(100L * 24 * 60 * 60)), PORTION);
    }

    /** Counts what is there, as the database does by itself from time to time. */
    static void analyze(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
        }
    }

    private static CustodyKey key(SplittableRandom random) {
        return new CustodyKey(random.nextLong(), random.nextLong());
    }
}
