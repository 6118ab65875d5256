package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A custody store in the memory of one process, for one node: a restart forgets. Nothing is evicted before its time;
 * when the bound is reached, new records are refused. Thread-safe.
 */
public final class MemoryStore implements CustodyStore {

    private final Cache<CustodyKey, CustodyRecord> records;
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Map<OutageNotice, NavigableSet<NoticedKey>> noticed = Map.of(
            OutageNotice.END, new ConcurrentSkipListSet<>(),
            OutageNotice.LATE, new ConcurrentSkipListSet<>(),
            OutageNotice.CUT, new ConcurrentSkipListSet<>());
    private final Map<String, String> notes = new ConcurrentHashMap<>();
    private final StampedLock changing = new StampedLock(); // held for map operations only, never while waiting
    private final Time time;
    private final long maxEntries;

    /**
     * Creates an empty store.
     *
     * @param maxEntries how many records and rows it takes
     * @param time the source of time
     */
    public MemoryStore(long maxEntries, Time time) {
        this.maxEntries = maxEntries;
        this.time = time;
        this.records = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfter(new Lives())
                .build();
    }

    /**
     * The life of a record, measured by the timer and not by the clock. A change never shortens it: otherwise a clock
     * that jumped ahead would remove every record that is touched.
     */
    private final class Lives implements Expiry<CustodyKey, CustodyRecord> {

        @Override
        public long expireAfterCreate(CustodyKey key, CustodyRecord record, long nanoTime) {
            return Duration.between(time.now(), record.expires()).toNanos();
        }

        @Override
        public long expireAfterUpdate(CustodyKey key, CustodyRecord record, long nanoTime, long left) {
            return Math.max(left, expireAfterCreate(key, record, nanoTime));
        }

        @Override
        public long expireAfterRead(CustodyKey key, CustodyRecord record, long nanoTime, long left) {
            return left;
        }
    }

    /** Reads a consistent state: optimistically, and again under the read lock if there was a change. */
    @Override
    public View look(Collection<CustodyKey> keys) {
        long stamp = changing.tryOptimisticRead();
        View view = view(keys);
        if (changing.validate(stamp)) {
            return view;
        }
        stamp = changing.readLock();
        try {
            return view(keys);
        } finally {
            changing.unlockRead(stamp);
        }
    }

    private View view(Collection<CustodyKey> keys) {
        if (outbox.size() == 0) {
            return new View(held(keys), List.of(), Set.of(), notes.get(IDENTITY));
        }
        return new View(held(keys), outbox.naming(keys), outbox.lagging(time.now()), notes.get(IDENTITY));
    }

    private Map<CustodyKey, CustodyRecord> held(Collection<CustodyKey> keys) {
        Map<CustodyKey, CustodyRecord> held = null;
        for (CustodyKey key : keys) {
            CustodyRecord record = records.getIfPresent(key);
            if (record != null) {
                held = held == null ? new HashMap<>() : held;
                held.put(key, record);
            }
        }
        return held == null ? Map.of() : held;
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        long stamp = changing.writeLock();
        try {
            if (!changes.stream().allMatch(change -> Objects.equals(records.getIfPresent(change.key()), change.from()))
                    || !entries.stream().allMatch(outbox::isExpected)) {
                return false;
            }
            long more = changes.stream()
                            .filter(change -> change.from() == null && change.to() != null)
                            .count()
                    + entries.stream().filter(entry -> entry.from() == null).count();
            if (more > 0 && isFull(more)) {
                throw new StoreFullException(
                        "the custody store is full; raise dual-client.custody.max-entries or use a durable store");
            }
            changes.forEach(this::make);
            entries.forEach(outbox::make);
            return true;
        } finally {
            changing.unlockWrite(stamp);
        }
    }

    /** Expired records count until they are cleaned up, which nothing does where nothing is written. */
    private boolean isFull(long more) {
        long left = maxEntries - outbox.size() - more;
        if (records.estimatedSize() > left) {
            records.cleanUp();
        }
        return records.estimatedSize() > left;
    }

    private void make(Change change) {
        rank(change.key(), change.from(), Set::remove);
        rank(change.key(), change.to(), Set::add);
        if (change.to() == null) {
            records.invalidate(change.key());
        } else {
            records.put(change.key(), change.to());
        }
    }

    private void rank(
            CustodyKey key, @Nullable CustodyRecord record, BiConsumer<NavigableSet<NoticedKey>, NoticedKey> step) {
        if (record == null) {
            return;
        }
        NavigableSet<NoticedKey> ranked = noticed.get(record.outageNotice());
        if (ranked != null) {
            step.accept(ranked, new NoticedKey(record.expires(), key));
        }
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return outbox.due(side, blocking, now, limit);
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return outbox.pending(side, blocking, after, limit);
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return outbox.ofIds(ids);
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return outbox.ofKill(kill);
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return outbox.countPending(side, bound);
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        NavigableSet<NoticedKey> ranked = Objects.requireNonNull(noticed.get(why));
        long stamp = changing.writeLock(); // a change ranks a key before its record is there
        try {
            while (!ranked.isEmpty() && isForgotten(ranked.first())) {
                ranked.pollFirst();
            }
        } finally {
            changing.unlockWrite(stamp);
        }
        return ranked.tailSet(after, false).stream().limit(limit).toList();
    }

    private boolean isForgotten(NoticedKey noticed) {
        return records.getIfPresent(Objects.requireNonNull(noticed.key())) == null;
    }

    @Override
    public @Nullable String note(String name) {
        return notes.get(name);
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return from == null ? notes.putIfAbsent(name, to) == null : notes.replace(name, from, to);
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(records.estimatedSize());
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public void close() {
        records.invalidateAll();
        noticed.values().forEach(Set::clear);
        outbox.clear();
        notes.clear();
    }
}
