package dev.dualclient.kits.providers;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.kits.TokenHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Use of the providers since this process started, by hashes of at most 100,000 users a provider. */
final class MemoryProviderUsage implements ProviderUsage {

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final Duration PRECISION = Duration.ofMinutes(1);
    private static final int MOST_USERS = 100_000;

    private final TokenHash hash = new TokenHash();
    private final Map<String, Cache<String, Instant>> users = new ConcurrentHashMap<>();
    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final Instant since;

    MemoryProviderUsage(Clock clock) {
        this.since = clock.instant();
    }

    /** A user is noted once a minute, because writing costs much more than reading. */
    @Override
    public void used(String provider, String user, Instant now) {
        Cache<String, Instant> seen = users.computeIfAbsent(
                provider, name -> Caffeine.newBuilder().maximumSize(MOST_USERS).build());
        String key = hash.of(user);
        Instant before = seen.getIfPresent(key);
        if (before == null || before.plus(PRECISION).isBefore(now)) {
            seen.put(key, now);
        }
        last.put(provider, now);
    }

    @Override
    public Report of(String provider, Instant now) {
        Instant from = now.minus(WINDOW);
        Cache<String, Instant> seen = users.get(provider);
        long count = seen == null
                ? 0
                : seen.asMap().values().stream().filter(at -> at.isAfter(from)).count();
        return new Report(count, last.get(provider), since);
    }
}
