package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps locally for an outage of the store: what was killed or spent at the secondary within the
 * migrator's lag, and what is pending. While the store is down, all that is unavailable. Besides, for as long as tokens
 * live, whose tokens were killed all at once: nothing can be issued to them then that could be told from those.
 * Thread-safe.
 */
final class OutageCache {

    /** Records that were changed at the same time do not become visible at the same time. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final int PAGE = 1_000;

    private final Cache<CustodyKey, Boolean> noticed;
    private final Cache<CustodyKey, Boolean> cut;
    private final PendingParties pending;
    private final RecordUpdater updater;
    private final Duration lag;
    private volatile @Nullable Instant learnedAt;

    OutageCache(RecordUpdater updater, CustodySettings settings, Time time) {
        this.updater = updater;
        this.lag = settings.migratorLag();
        this.noticed = keptFor(lag, settings, time);
        this.cut = keptFor(updater.life(), settings, time);
        this.pending = new PendingParties(updater);
    }

    private static Cache<CustodyKey, Boolean> keptFor(Duration life, CustodySettings settings, Time time) {
        return Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .expireAfterWrite(life)
                .maximumSize(settings.maxEntries())
                .build();
    }

    /** Learns what is new; to be called every second. */
    void learn() {
        Instant now = updater.now();
        Duration unknown = sinceLearned(now);
        Duration late = shorter(unknown, lag);
        Instant lateFrom = updater.forgetAt(late);
        read(OutageNotice.CUT, updater.forgetAt(unknown), page -> {
            cut(keys(page.stream()));
            sound(keys(page.stream().filter(one -> !one.expires().isBefore(lateFrom))));
        });
        read(OutageNotice.END, lateFrom, page -> sound(keys(page.stream())));
        read(OutageNotice.LATE, now.plus(lag).minus(late), page -> sound(keys(page.stream())));
        pending.learn();
        learnedAt = now;
    }

    private interface Reader {
        void take(List<NoticedKey> page);
    }

    private void read(OutageNotice why, Instant from, Reader reader) {
        List<NoticedKey> page = updater.store().noticed(why, NoticedKey.from(from), PAGE);
        while (!page.isEmpty()) {
            reader.take(page);
            page = page.size() < PAGE ? List.of() : updater.store().noticed(why, page.get(page.size() - 1), PAGE);
        }
    }

    private static List<CustodyKey> keys(Stream<NoticedKey> noticed) {
        return noticed.map(NoticedKey::key).filter(Objects::nonNull).toList();
    }

    /** Returns how far back to read: this node may have been without the store, or suspended, for a long time. */
    private Duration sinceLearned(Instant now) {
        Instant last = learnedAt;
        Duration since = last == null
                ? updater.life()
                : Duration.between(last, now).abs().plus(OVERLAP);
        return shorter(since, updater.life());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Adds the keys of what was killed or spent. */
    void sound(Collection<CustodyKey> keys) {
        keys.forEach(key -> noticed.put(key, true));
    }

    /** Adds the names that a bulk kill is about. */
    void cut(Collection<CustodyKey> names) {
        names.forEach(name -> cut.put(name, true));
    }

    /** Whether this node has ever read from the store what it has to keep locally. */
    boolean learned() {
        return learnedAt != null;
    }

    /** Returns how many keys are kept locally. */
    long size() {
        return noticed.estimatedSize() + cut.estimatedSize();
    }

    /** Whether any of these is kept locally, in any of its forms. */
    boolean touch(Collection<CustodyKey> keys) {
        return anyForm(keys).anyMatch(key -> noticed.getIfPresent(key) != null || pending.contains(key));
    }

    /** Whether a bulk kill may be about any of these names; true if this node has never read the store. */
    boolean mayBeCut(Collection<CustodyKey> names) {
        return !learned() || anyForm(names).anyMatch(name -> cut.getIfPresent(name) != null);
    }

    private static Stream<CustodyKey> anyForm(Collection<CustodyKey> keys) {
        return keys.stream().flatMap(CustodyKey::forms);
    }
}
