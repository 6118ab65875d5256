package dev.dualclient.sample.device;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How often users typed a code that no device shows: nobody may try them all (RFC 8628 section 5.1). Thread-safe. */
@Component
final class WrongCodes {

    static final int LIMIT = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Map<String, Deque<Instant>> latest = new ConcurrentHashMap<>();
    private final Clock clock;

    WrongCodes(Clock clock) {
        this.clock = clock;
    }

    /** Remembers that a user typed a wrong code. */
    void add(String subject) {
        latest.compute(subject, (user, times) -> {
            Deque<Instant> all = recent(times);
            all.addLast(clock.instant());
            return all;
        });
    }

    /** Whether a user has typed so many wrong codes that no further one is looked at for the time being. */
    boolean tooMany(String subject) {
        return recent(latest.get(subject)).size() >= LIMIT;
    }

    private Deque<Instant> recent(@Nullable Deque<Instant> times) {
        Deque<Instant> recent = times == null ? new ArrayDeque<>() : new ArrayDeque<>(times);
        recent.removeIf(clock.instant().minus(WINDOW)::isAfter);
        return recent;
    }
}
