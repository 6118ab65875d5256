package dev.dualclient.custody;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
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
    public boolean change(Collection<Change> changes, Collection<DebtChange> debts) {
        return there().change(changes, debts);
    }

    @Override
    public List<Debt> debts(int limit) {
        return there().debts(limit);
    }

    @Override
    public Set<CustodyKey> alarming(Alarm why, Instant expiringAfter) {
        return there().alarming(why, expiringAfter);
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
