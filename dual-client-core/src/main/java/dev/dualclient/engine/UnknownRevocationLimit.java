package dev.dualclient.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import java.time.Duration;

/**
 * How many tokens that no backend is known to hold may be revoked through this node within the migrator's lag. Each leaves
 * a record, and anybody can make such tokens up: without a bound a stranger could fill the store. Thread-safe.
 */
final class UnknownRevocationLimit {

    private final Cache<CustodyKey, Boolean> recent;
    private final long most;

    /**
     * Creates a limit.
     *
     * @param most how many tokens at a time
     * @param life how long each counts
     */
    UnknownRevocationLimit(long most, Duration life, Time time) {
        this.most = most;
        recent = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(life)
                .build();
    }

    /** Counts a token, unless the limit is reached. A token that was counted already may always be revoked again. */
    boolean admits(CustodyKey token) {
        if (recent.getIfPresent(token) != null) {
            return true;
        }
        if (recent.estimatedSize() >= most) {
            recent.cleanUp();
            if (recent.estimatedSize() >= most) {
                return false;
            }
        }
        recent.put(token, true);
        return true;
    }
}
