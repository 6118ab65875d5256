package dev.dualclient.benchmarks.store;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that tells how often it was asked, each time being one round trip, and how long that took. For one thread.
 */
final class CountedStore implements CustodyStore {

    private final CustodyStore store;
    private Reading total = new Reading(0, 0);

    /** Round trips, and how long they took. */
    record Reading(int trips, long nanos) {

        Reading since(Reading earlier) {
            return new Reading(trips - earlier.trips, nanos - earlier.nanos);
        }
    }

    CountedStore(CustodyStore store) {
        this.store = store;
    }

    Reading total() {
        return total;
    }

    private <T extends @Nullable Object> T counted(Supplier<T> question) {
        long start = System.nanoTime();
        T answer = question.get();
        total = new Reading(total.trips() + 1, total.nanos() + System.nanoTime() - start);
        return answer;
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        return counted(() -> store.look(keys));
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        return counted(() -> store.change(changes, entries));
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return counted(() -> store.due(side, blocking, now, limit));
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return counted(() -> store.pending(side, blocking, after, limit));
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return counted(() -> store.entries(ids));
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return counted(() -> store.entriesOf(kill));
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return counted(() -> store.countPending(side, bound));
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        return counted(() -> store.noticed(why, after, limit));
    }

    @Override
    public @Nullable String note(String name) {
        return counted(() -> store.note(name));
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return counted(() -> store.note(name, from, to));
    }

    @Override
    public OptionalLong size() {
        return store.size();
    }

    @Override
    public boolean isDurable() {
        return store.isDurable();
    }

    @Override
    public void close() {
        store.close();
    }
}
