package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.dualclient.backend.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A custody store in the memory of one process, for one node: a restart forgets. Nothing is evicted before its time;
 * when the bound is reached, new records are refused. Thread-safe.
 */
public final class MemoryStore implements CustodyStore {

    private final Cache<CustodyKey, CustodyRecord> records;
    private final ReentrantLock change = new ReentrantLock(); // held for map operations only, never while waiting
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
    public @Nullable CustodyRecord find(CustodyKey key) {
        return records.getIfPresent(key);
    }

    @Override
    public void see(CustodyKey key, Instant expires) {
        change(() -> {
            if (find(key) == null) {
                put(key, new CustodyRecord(Firmness.SEEN, Side.PRIMARY, null, null, expires));
            }
            return key;
        });
    }

    @Override
    public CustodyRecord claim(List<CustodyKey> row, Side side, String claimant, Instant expires) {
        return change(() -> {
            CustodyRecord stands = find(row.get(0));
            for (CustodyKey key : row) {
                CustodyRecord record = find(key);
                if (record != null && record.firmness() == Firmness.KILLED) {
                    row.forEach(dead -> put(dead, record));
                    return record;
                }
            }
            if (stands == null || stands.lessThan(Firmness.CLAIMED)) {
                CustodyRecord claim = new CustodyRecord(Firmness.CLAIMED, side, claimant, null, expires);
                for (CustodyKey key : row) {
                    CustodyRecord record = find(key);
                    if (record == null || record.lessThan(Firmness.CLAIMED)) {
                        put(key, claim);
                    }
                }
                return claim;
            }
            CustodyRecord met = stands.withoutClaimant();
            put(row.get(0), met);
            return met;
        });
    }

    @Override
    public boolean withdraw(List<CustodyKey> row, String claimant) {
        return change(() -> {
            CustodyRecord first = find(row.get(0));
            if (first == null || !claimant.equals(first.claimant())) {
                return false;
            }
            row.stream()
                    .filter(key -> {
                        CustodyRecord record = find(key);
                        return record != null && claimant.equals(record.claimant());
                    })
                    .forEach(records::invalidate);
            return true;
        });
    }

    @Override
    public CustodyRecord spend(List<CustodyKey> row, Side side, @Nullable CustodyKey successor, Instant expires) {
        return change(() -> {
            for (CustodyKey key : row) {
                CustodyRecord record = find(key);
                if (record == null || record.lessThan(Firmness.CLAIMED)) {
                    put(key, new CustodyRecord(Firmness.SPENT, side, null, successor, expires));
                } else if (record.firmness() == Firmness.CLAIMED) {
                    put(key, new CustodyRecord(Firmness.SPENT, record.side(), null, successor, expires));
                } else if (record.firmness() == Firmness.SPENT && record.side() == side && record.successor() == null) {
                    put(key, new CustodyRecord(Firmness.SPENT, side, null, successor, record.expires()));
                }
            }
            return Objects.requireNonNull(find(row.get(0)));
        });
    }

    @Override
    public void kill(List<CustodyKey> row, Instant expires) {
        change(() -> {
            CustodyRecord killed = new CustodyRecord(Firmness.KILLED, Side.PRIMARY, null, null, expires);
            row.forEach(key -> put(key, killed));
            return killed;
        });
    }

    @Override
    public void close() {
        records.invalidateAll();
    }

    private void put(CustodyKey key, CustodyRecord record) {
        if (records.getIfPresent(key) == null && records.estimatedSize() >= maxEntries) {
            throw new StoreUnavailableException(
                    "the custody store is full; raise dual-client.custody.max-entries or use a durable store");
        }
        records.put(key, record);
    }

    private <T> T change(Supplier<T> step) {
        change.lock();
        try {
            return step.get();
        } finally {
            change.unlock();
        }
    }
}
