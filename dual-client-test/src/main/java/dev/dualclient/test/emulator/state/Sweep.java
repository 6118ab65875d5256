package dev.dualclient.test.emulator.state;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Removes, once a day, the tokens that have expired, and those that nobody has used for 90 days, whenever they expire. An
 * introspection is a use, and so is a refresh.
 */
final class Sweep {

    private static final long UNUSED = Duration.ofDays(90).toMillis();
    private static final long BETWEEN = Duration.ofDays(1).toMillis();

    private final TokenRows tokens;
    private final Map<String, Long> uses = new HashMap<>();
    private long last;

    Sweep(TokenRows tokens, long now) {
        this.tokens = tokens;
        this.last = now;
    }

    void used(TokenRow row, long now) {
        uses.put(row.id(), now);
    }

    void runWhenDue(long now) {
        if (now - last >= BETWEEN) {
            last = now;
            tokens.removeIf(row -> expired(row, now) || now - lastUse(row) >= UNUSED);
            uses.keySet().removeIf(id -> tokens.at(id) == null);
        }
    }

    private static boolean expired(TokenRow row, long now) {
        return !row.accessTokenLives(now) && !row.refreshTokenLives(now);
    }

    private long lastUse(TokenRow row) {
        return Math.max(Math.max(row.createdAt(), row.lastRefreshedAt()), uses.getOrDefault(row.id(), 0L));
    }
}
