package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.dualclient.backend.Time;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A custody store in the memory of one process, for one node: a restart forgets. Nothing is evicted before its time;
 * when the bound is reached, new records are refused. Thread-safe.
 */
public final class MemoryStore implements CustodyStore {

    private final Cache<CustodyKey, CustodyRecord> records;
    private final ReentrantLock changing = new ReentrantLock(); // held for map operations only, never while waiting
    private final long maxEntries;

    /**
     * Creates an empty store.
     *
     * @param maxEntries how many records it takes
     * @param time the source of time
     */
    public MemoryStore(long maxEntries, Time time) {
        this.maxEntries = maxEntries;
        this.records = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfter(Expiry.<CustodyKey, CustodyRecord>writing(
                        (key, record) -> Duration.between(time.now(), record.expires())))
                .build();
    }

    @Override
    public Map<CustodyKey, CustodyRecord> find(Collection<CustodyKey> keys) {
        return records.getAllPresent(keys);
    }

    @Override
    public boolean change(Collection<Change> changes) {
        changing.lock();
        try {
            if (!changes.stream()
                    .allMatch(change -> Objects.equals(records.getIfPresent(change.key()), change.from()))) {
                return false;
            }
            long more = changes.stream()
                    .filter(change -> change.from() == null && change.to() != null)
                    .count();
            if (more > 0 && records.estimatedSize() + more > maxEntries) {
                throw new StoreUnavailableException(
                        "the custody store is full; raise dual-client.custody.max-entries or use a durable store");
            }
            for (Change change : changes) {
                if (change.to() == null) {
                    records.invalidate(change.key());
                } else {
                    records.put(change.key(), change.to());
                }
            }
            return true;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        records.invalidateAll();
    }
}
