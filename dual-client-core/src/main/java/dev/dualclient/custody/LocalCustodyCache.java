package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.dualclient.call.Time;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers beside the store. What is forgotten is looked up again. Bounded and thread-safe.
 */
final class LocalCustodyCache {

    /**
     * What is remembered of a key.
     *
     * @param status {@link CustodyLevel#REFUSED} or less; {@link CustodyStatus#UNKNOWN} where only the row is remembered
     * @param companion the other token of its row, {@code null} if unknown
     */
    record Memory(CustodyStatus status, @Nullable CustodyKey companion) {}

    private final Cache<CustodyKey, Memory> hints;
    private final Cache<CustodyKey, Memory> lasting;

    LocalCustodyCache(Duration hintTtl, Duration retention, long maxEntries, Time time) {
        this.hints = cache(hintTtl, maxEntries, time::nanoTime);
        this.lasting = cache(retention, maxEntries, time::nanoTime);
    }

    private static Cache<CustodyKey, Memory> cache(Duration ttl, long maxEntries, Ticker ticker) {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .executor(Runnable::run) // to hand a cache's housekeeping to another thread costs more than to do it
                .expireAfterWrite(ttl)
                .maximumSize(maxEntries)
                .build();
    }

    @Nullable
    Memory of(CustodyKey key) {
        Memory lasts = lasting.getIfPresent(key);
        if (lasts != null && lasts.status() != CustodyStatus.UNKNOWN) {
            return lasts;
        }
        Memory hint = hints.getIfPresent(key);
        return hint == null || lasts == null
                ? (hint == null ? lasts : hint)
                : new Memory(hint.status(), lasts.companion());
    }

    /**
     * Remembers for a short while where a credential was recognised. Being recognised there again does not prolong that:
     * what is in use all the time shall move to the leader, too.
     */
    void hint(CustodyKey key, Side side) {
        Memory known = of(key);
        CustodyStatus hint = new CustodyStatus(CustodyLevel.HINT, side);
        boolean elsewhere = known != null
                && known.status().level() == CustodyLevel.HINT
                && known.status().side() != side;
        if (known == null || known.status() == CustodyStatus.UNKNOWN || elsewhere) {
            hints.put(key, new Memory(hint, null));
        }
    }

    /**
     * Remembers that a backend issued a credential through this process. What the secondary issued may be copied and
     * change its home, so that is remembered only as long as a hint; its row is the same wherever it is copied to.
     */
    void issued(CustodyKey key, Side side, @Nullable CustodyKey companion) {
        CustodyStatus issued = new CustodyStatus(CustodyLevel.ISSUED, side);
        if (side == Side.PRIMARY) {
            lasting.put(key, new Memory(issued, companion));
        } else {
            hints.put(key, new Memory(issued, null));
            beside(key, companion);
        }
    }

    /** Returns the other token of a row, {@code null} if it is not remembered. */
    @Nullable
    CustodyKey companion(CustodyKey key) {
        Memory known = of(key);
        return known == null ? null : known.companion();
    }

    /** Remembers the other token of a row. */
    void beside(CustodyKey key, @Nullable CustodyKey companion) {
        if (companion != null) {
            Memory known = lasting.getIfPresent(key);
            lasting.put(key, new Memory(known == null ? CustodyStatus.UNKNOWN : known.status(), companion));
        }
    }

    /** Remembers that the primary recognised a credential, and whether it accepted it. */
    void recognised(CustodyKey key, boolean accepted) {
        Memory known = lasting.getIfPresent(key);
        if (known != null && known.status().level() == CustodyLevel.ISSUED) {
            return; // says more: nobody else can hold it
        }
        CustodyLevel level = accepted ? CustodyLevel.SEEN : CustodyLevel.REFUSED;
        if (known == null || known.status().level() != level) {
            CustodyKey companion = known == null ? null : known.companion();
            lasting.put(key, new Memory(new CustodyStatus(level, Side.PRIMARY), companion));
        }
    }

    /**
     * Remembers that the primary holds a credential whose value was chosen: another of that value may exist elsewhere, in
     * another row.
     */
    void chosen(CustodyKey key) {
        lasting.put(key, new Memory(new CustodyStatus(CustodyLevel.SEEN, Side.PRIMARY), null));
    }

    /** Returns how much is remembered for a short while. */
    long hints() {
        return hints.estimatedSize();
    }

    /** Returns how much is remembered for as long as credentials live. */
    long size() {
        return lasting.estimatedSize();
    }

    void forget(Collection<CustodyKey> keys) {
        hints.invalidateAll(keys);
        lasting.invalidateAll(keys);
    }
}
