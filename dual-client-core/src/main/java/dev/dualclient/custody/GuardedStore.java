package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store with a simple circuit breaker: after a failure it is not asked for a second, and then by one caller only, so
 * that an outage hardly delays calls. After it has lost its data, it is not asked at all. Thread-safe.
 */
final class GuardedStore implements CustodyStore {

    private static final Logger LOG = LoggerFactory.getLogger(Custody.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final CustodyStore store;
    private final Time time;
    private final AtomicReference<StoreMonitor.State> state = new AtomicReference<>(StoreMonitor.State.UP);
    private final AtomicLong askAgainAt = new AtomicLong();
    private volatile @Nullable String identity;

    GuardedStore(CustodyStore store, Time time) {
        this.store = store;
        this.time = time;
    }

    StoreMonitor.State state() {
        return Objects.requireNonNull(state.get());
    }

    /** Sets the identity of the store, which every later look has to find. */
    void expect(String known) {
        identity = known;
    }

    /** Stops using the store. */
    void lose() {
        state.set(StoreMonitor.State.LOST); // for good
    }

    /** Notes, and says, that what was held is lost. */
    void loseWhatWasHeld() {
        lose();
        LOG.error("The custody store has lost its data and is no longer used. No call falls back, and revoked tokens"
                + " cannot be told from valid ones. Restore the store, then restart all nodes");
    }

    private <T> T asked(Supplier<T> call) {
        if (state.get() == StoreMonitor.State.LOST) {
            throw new StoreUnavailableException(
                    "the custody store has lost what it held; restore it, and restart all nodes");
        }
        if (state.get() == StoreMonitor.State.DOWN && !isProbe()) {
            throw new StoreUnavailableException("the custody store has just failed");
        }
        try {
            T answer = call.get();
            if (state.compareAndSet(StoreMonitor.State.DOWN, StoreMonitor.State.UP)) {
                LOG.warn("The custody store is back");
            }
            return answer;
        } catch (StoreFullException | DamagedEntryException ofOneEntry) {
            throw ofOneEntry;
        } catch (StoreUnavailableException down) {
            askAgainAt.set(time.nanoTime() + PAUSE);
            if (state.compareAndSet(StoreMonitor.State.UP, StoreMonitor.State.DOWN)) {
                LOG.warn(
                        "The custody store is down. No call falls back, and the only refresh tokens that are used are those"
                                + " that this process knows the primary to have issued ({})",
                        down.getMessage());
            }
            throw down;
        }
    }

    /** Whether this caller is the one that finds out whether the store is back; all others need not wait for that. */
    private boolean isProbe() {
        long at = askAgainAt.get();
        long now = time.nanoTime();
        return now - at >= 0 && askAgainAt.compareAndSet(at, now + PAUSE);
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        View view = asked(() -> store.look(keys));
        String known = identity;
        if (known != null && !known.equals(view.identity())) {
            loseWhatWasHeld();
            throw new StoreUnavailableException("the custody store has lost what it held");
        }
        return view;
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        return asked(() -> store.change(changes, entries));
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return asked(() -> store.due(side, blocking, now, limit));
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return asked(() -> store.pending(side, blocking, after, limit));
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return asked(() -> store.entries(ids));
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return asked(() -> store.entriesOf(kill));
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return asked(() -> store.countPending(side, bound));
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        return asked(() -> store.noticed(why, after, limit));
    }

    @Override
    public @Nullable String note(String name) {
        Note note = asked(() -> new Note(store.note(name)));
        return note.text();
    }

    private record Note(@Nullable String text) {}

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return asked(() -> store.note(name, from, to));
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
