package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that is away when a test says so. */
public class FailingStore implements CustodyStore {

    private final CustodyStore store;

    /** Whether it is away. */
    public boolean down;

    int asked;

    public FailingStore(CustodyStore store) {
        this.store = store;
    }

    private CustodyStore there() {
        asked++;
        if (down) {
            throw new StoreUnavailableException("the test wants it down");
        }
        return store;
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        return there().look(keys);
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        return there().change(changes, entries);
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return there().due(side, blocking, now, limit);
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return there().pending(side, blocking, after, limit);
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return there().entries(ids);
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return there().entriesOf(kill);
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return there().countPending(side, bound);
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        return there().noticed(why, after, limit);
    }

    @Override
    public @Nullable String note(String name) {
        return there().note(name);
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return there().note(name, from, to);
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
