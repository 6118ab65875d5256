package dev.dualclient.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import java.time.Duration;
import java.util.List;

/** The names by which requests have named clients on this node within a week. Bounded. Thread-safe. */
final class NamesInUse {

    private static final Duration LATELY = Duration.ofDays(7);
    private static final Duration PRECISION = Duration.ofMinutes(1);
    private static final int MOST = 10_000;
    private static final int LONGEST = 200;

    private final Cache<String, Long> names;
    private final Time time;

    NamesInUse(Time time) {
        this.time = time;
        names = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(LATELY)
                .maximumSize(MOST)
                .build();
    }

    /** Notes the names of a request's client. */
    void note(List<String> clients) {
        for (String client : clients) {
            Long last = names.getIfPresent(client);
            long now = time.nanoTime();
            if (client.length() <= LONGEST && (last == null || now - last > PRECISION.toNanos())) {
                names.put(client, now);
            }
        }
    }

    boolean has(String name) {
        return names.getIfPresent(name) != null;
    }

    boolean hasWithin(String name, Duration recent) {
        Long last = names.getIfPresent(name);
        return last != null && time.nanoTime() - last < recent.plus(PRECISION).toNanos();
    }
}
