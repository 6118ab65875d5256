package dev.dualclient.sample.ciba;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The requests that wait for a user; of many, the latest. Whoever is to end a request takes it, so that it is ended
 * once, and puts it back where no backend answered. Thread-safe.
 */
@Component
final class PendingAuthentications {

    static final int LIMIT = 100;

    private final Map<String, PendingAuthentication> all = new LinkedHashMap<>();
    private final Clock clock;

    PendingAuthentications(Clock clock) {
        this.clock = clock;
    }

    /** Adds a request, or puts it back. */
    synchronized void add(PendingAuthentication pending) {
        forgetExpired();
        all.put(pending.id(), pending);
        if (all.size() > LIMIT) {
            all.remove(all.keySet().iterator().next());
        }
    }

    /** Returns what a user is asked. */
    synchronized List<PendingAuthentication> of(String subject) {
        forgetExpired();
        return all.values().stream()
                .filter(pending -> pending.subject().equals(subject))
                .toList();
    }

    /** Returns the request of that id that waits for that user, {@code null} if none does. */
    synchronized @Nullable PendingAuthentication find(String id, String subject) {
        forgetExpired();
        PendingAuthentication pending = all.get(id);
        return pending == null || !pending.subject().equals(subject) ? null : pending;
    }

    /** Removes the request of that id and returns it, {@code null} if none waits. */
    synchronized @Nullable PendingAuthentication take(String id) {
        forgetExpired();
        return all.remove(id);
    }

    /** Does the same for a request that waits for that user. */
    synchronized @Nullable PendingAuthentication take(String id, String subject) {
        return find(id, subject) == null ? null : take(id);
    }

    private void forgetExpired() {
        all.values().removeIf(pending -> !clock.instant().isBefore(pending.expiresAt()));
    }
}
