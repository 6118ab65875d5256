package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lines of refreshes. All tokens of a line refer to one family by a unique id. A kill of the family applies to all
 * tokens that refer to it; the family gets a record when one of them is killed with its line. If two families turn out
 * to be one, the record of one refers to the other, its root, which takes over its kills. So the kill of a line costs
 * the same however long the line is. This class also caches the family of each token. Bounded and thread-safe.
 */
final class Families {

    private static final int MOST = 100_000;

    /** Every node that joins two families chooses the same root, or two requests at once could join each to the other. */
    private static final Comparator<CustodyKey> ORDER = Comparator.comparing(CustodyKey::toString);

    private final Cache<CustodyKey, CustodyKey> remembered;

    Families(CustodySettings settings, Time time) {
        remembered = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfterWrite(settings.retention())
                .maximumSize(MOST)
                .build();
    }

    /** Returns a new id for a family. It is the same under every secret. */
    static CustodyKey newId() {
        UUID id = UUID.randomUUID();
        return new CustodyKey(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** Caches the families of tokens. */
    void remember(Collection<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        for (CustodyKey token : tokens) {
            CustodyKey family = of(token, records);
            if (family != null) {
                remember(token, root(family, records));
            }
        }
    }

    private void remember(CustodyKey token, CustodyKey family) {
        if (!family.equals(remembered.getIfPresent(token))) {
            remembered.put(token, family);
        }
    }

    /** Returns the cached families of tokens. */
    Collection<CustodyKey> remembered(Collection<CustodyKey> tokens) {
        return remembered.getAllPresent(tokens).values();
    }

    private @Nullable CustodyKey of(CustodyKey token, Map<CustodyKey, CustodyRecord> records) {
        CustodyRecord record = records.get(token);
        CustodyKey named = record == null ? null : record.family();
        return named != null ? named : remembered.getIfPresent(token);
    }

    private static CustodyKey root(CustodyKey family, Map<CustodyKey, CustodyRecord> records) {
        CustodyRecord record = records.get(family);
        CustodyKey joinedTo = record == null ? null : record.family();
        return joinedTo == null ? family : root(joinedTo, records);
    }

    /** Returns all families of tokens, including those that were joined to others. */
    Set<CustodyKey> concerning(Collection<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        Set<CustodyKey> all = new LinkedHashSet<>();
        for (CustodyKey token : tokens) {
            CustodyKey family = of(token, records);
            while (family != null && all.add(family)) {
                CustodyRecord record = records.get(family);
                family = record == null ? null : record.family();
            }
        }
        return all;
    }

    /** Returns the root families of tokens. */
    Set<CustodyKey> roots(Collection<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        Set<CustodyKey> roots = new LinkedHashSet<>();
        for (CustodyKey token : tokens) {
            CustodyKey family = of(token, records);
            if (family != null) {
                roots.add(root(family, records));
            }
        }
        return roots;
    }

    /** Returns the records with the kills of each token's family added. They are for decisions, and are not stored. */
    Map<CustodyKey, CustodyRecord> judged(Collection<CustodyKey> tokens, Map<CustodyKey, CustodyRecord> records) {
        Map<CustodyKey, CustodyRecord> judged = null;
        for (CustodyKey token : tokens) {
            CustodyKey named = of(token, records);
            CustodyRecord family = named == null ? null : records.get(root(named, records));
            if (family != null && !family.kills().isEmpty()) {
                judged = judged == null ? new HashMap<>(records) : judged;
                judged.put(token, CustodyRecord.sharing(records.get(token), family.kills(), family.expires()));
            }
        }
        return judged == null ? records : judged;
    }

    /**
     * Tokens that a change puts into one family: into a family that one of them has, or into a new one.
     *
     * @param tokens the tokens
     * @param begun the id of a new family, used if none of them has one; {@code null} for none
     * @param whileAlive whether they are put into no family of which somebody has asked for the end by then: nobody who has
     *     asked did know them
     */
    record Union(Collection<CustodyKey> tokens, @Nullable CustodyKey begun, boolean whileAlive) {}

    /** Returns the root of a union, {@code null} if there is none. */
    private @Nullable CustodyKey root(Union union, Map<CustodyKey, CustodyRecord> records) {
        Set<CustodyKey> roots = roots(union.tokens, records);
        return union.whileAlive && roots.stream().anyMatch(root -> isAskedToEnd(records.get(root)))
                ? null
                : roots.stream().min(ORDER).orElse(union.begun);
    }

    private static boolean isAskedToEnd(@Nullable CustodyRecord family) {
        return family != null && !family.kills().isEmpty();
    }

    /** Puts the tokens of a union into one family, and joins their former families to it. */
    void unite(
            Union union,
            Map<CustodyKey, @Nullable CustodyRecord> next,
            Map<CustodyKey, CustodyRecord> records,
            Instant expires) {
        CustodyKey root = root(union, records);
        if (root == null) {
            return;
        }
        for (CustodyKey token : union.tokens) {
            CustodyRecord record = next.get(token);
            if (record != null) {
                next.put(token, record.of(root));
            }
        }
        List<Kill> taken = new ArrayList<>();
        for (CustodyKey other : roots(union.tokens, records)) {
            CustodyRecord before = records.get(other);
            if (!other.equals(root)) {
                next.put(other, CustodyRecord.joined(before, root, expires));
                taken.addAll(before == null ? List.of() : before.kills());
            }
        }
        for (CustodyKey token : union.tokens) {
            CustodyRecord record = records.get(token);
            if (record != null) {
                record.kills().stream()
                        .filter(kill -> kill.reach() == Kill.Reach.LINE)
                        .forEach(taken::add);
            }
        }
        CustodyRecord before = records.get(root);
        if (!taken.isEmpty() && (before == null || !before.kills().containsAll(taken))) {
            next.put(root, CustodyRecord.sharing(before, taken, expires));
        }
    }

    /** Removes from the cache the tokens that nobody can present any more. */
    void forget(Collection<CustodyKey> tokens) {
        remembered.invalidateAll(tokens);
    }

    /** Caches the family of the tokens of a union. */
    void remember(Union union, Map<CustodyKey, CustodyRecord> records) {
        CustodyKey root = root(union, records);
        if (root != null) {
            union.tokens.forEach(token -> remember(token, root));
        }
    }

    /**
     * Has whatever is written name the root of its family, and that live as long: for what was joined is forgotten when
     * those are that named it then.
     */
    static void keep(Map<CustodyKey, @Nullable CustodyRecord> next, Map<CustodyKey, CustodyRecord> before) {
        Map<CustodyKey, CustodyRecord> records = new HashMap<>(before);
        next.forEach((key, record) -> {
            if (record != null) {
                records.put(key, record);
            }
        });
        for (CustodyKey key : List.copyOf(next.keySet())) {
            CustodyRecord record = next.get(key);
            CustodyKey named = record == null ? null : record.family();
            if (record != null && named != null && !record.equals(before.get(key))) {
                CustodyKey root = root(named, records);
                next.put(key, record.of(root));
                CustodyRecord family = records.get(root);
                if (family != null && family.expires().isBefore(record.expires())) {
                    CustodyRecord kept = family.until(record.expires());
                    records.put(root, kept);
                    next.put(root, kept);
                }
            }
        }
    }
}
