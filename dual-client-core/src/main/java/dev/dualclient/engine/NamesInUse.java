package dev.dualclient.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import java.time.Duration;
import java.util.List;

/** The names by which requests have named clients on this node within a week. Bounded. Thread-safe. */
final class NamesInUse {

    private static final Duration LATELY = Duration.ofDays(7);
    private static final int MOST = 10_000;
    private static final int LONGEST = 200;

    private final Cache<String, Boolean> names;

    NamesInUse(Time time) {
        names = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(LATELY)
                .maximumSize(MOST)
                .build();
    }

    /** Notes the names of a request's client. */
    void note(List<String> clients) {
        for (String client : clients) {
            if (client.length() <= LONGEST && names.getIfPresent(client) == null) {
                names.put(client, true);
            }
        }
    }

    boolean has(String name) {
        return names.getIfPresent(name) != null;
    }
}
