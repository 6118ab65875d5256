package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.backend.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows by heart in case the store goes down: what was killed or spent at the secondary within the
 * migrator's lag, and what is owed. While the store is down, all that is unavailable. Thread-safe.
 */
final class Alarms {

    /** Records that were changed at the same time do not become visible at the same time. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final int MAX_DEBTS = 10_000;

    private final Cache<CustodyKey, Boolean> alarming;
    private final Ledger ledger;
    private final Duration lag;
    private volatile List<CustodyKey> owed = List.of();
    private volatile @Nullable Instant learnedAt;

    Alarms(Ledger ledger, CustodySettings settings, Time time) {
        this.ledger = ledger;
        this.lag = settings.migratorLag();
        this.alarming = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(lag)
                .maximumSize(settings.maxEntries())
                .build();
    }

    /** Learns what is new; to be called every second. */
    void learn() {
        Instant now = ledger.now();
        sound(ledger.store().alarming(ledger.forgetAt(sinceLearned(now))));
        owed = ledger.store().debts(MAX_DEBTS).stream()
                .flatMap(debt -> Stream.concat(debt.names().stream(), debt.watched().stream()))
                .toList();
        learnedAt = now;
    }

    /** A node may have been without the store, or without the processor, for longer than others were. */
    private Duration sinceLearned(Instant now) {
        Instant last = learnedAt;
        Duration since = last == null ? lag : Duration.between(last, now).abs().plus(OVERLAP);
        return since.compareTo(lag) < 0 ? since : lag;
    }

    /** Takes keys to heart. */
    void sound(Collection<CustodyKey> keys) {
        keys.forEach(key -> alarming.put(key, true));
    }

    /** Whether the store has ever told this node what to know by heart. */
    boolean learned() {
        return learnedAt != null;
    }

    /** Returns how many keys are known by heart. */
    long size() {
        return alarming.estimatedSize();
    }

    /** Whether any of these is known by heart, in any of its forms. */
    boolean touch(Collection<CustodyKey> keys) {
        return keys.stream()
                .flatMap(CustodyKey::forms)
                .anyMatch(key -> alarming.getIfPresent(key) != null || owed.contains(key));
    }
}
