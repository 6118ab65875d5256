package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of a {@link MemoryStore}, with everything by which a row is looked for. One thread changes it at a time; any
 * number may read meanwhile, and may see a part of a change.
 */
final class MemoryOutbox {

    private final Map<String, OutboxEntry> rows = new ConcurrentHashMap<>();
    private final Index byName = new Index(OutboxEntry::made, OutboxEntry::names);
    private final Index byKill = new Index(OutboxEntry::made, entry -> List.of(entry.kill()));
    private final Index byAge = new Index(OutboxEntry::made, entry -> List.of(Queue.of(entry)));
    private final Index byReadiness = new Index(OutboxEntry::readyAt, entry -> List.of(Queue.of(entry)));
    private final Index ofMany =
            new Index(OutboxEntry::heldUntil, entry -> entry.concernsAnybody() ? List.of(entry.side()) : List.of());
    private final List<Index> indices = List.of(byName, byKill, byAge, byReadiness, ofMany);

    private record Queue(Side side, boolean blocking) {

        static Queue of(OutboxEntry entry) {
            return new Queue(entry.side(), entry.blocks());
        }
    }

    /** Rows by something that they have, and those of each entry by a time. */
    private static final class Index {

        private final Map<Object, NavigableMap<Place, OutboxEntry>> rows = new ConcurrentHashMap<>();
        private final Function<OutboxEntry, Instant> time;
        private final Function<OutboxEntry, List<?>> entries;

        Index(Function<OutboxEntry, Instant> time, Function<OutboxEntry, List<?>> entries) {
            this.time = time;
            this.entries = entries;
        }

        private Place place(OutboxEntry entry) {
            return new Place(time.apply(entry), entry.id());
        }

        /** Returns the rows of an entry behind a place. */
        Collection<OutboxEntry> of(Object entry, @Nullable Place after) {
            NavigableMap<Place, OutboxEntry> all = rows.getOrDefault(entry, Collections.emptyNavigableMap());
            return (after == null ? all : all.tailMap(after, false)).values();
        }

        Collection<OutboxEntry> of(Object entry) {
            return of(entry, null);
        }

        void add(OutboxEntry entry) {
            entries.apply(entry)
                    .forEach(list -> rows.computeIfAbsent(list, any -> new ConcurrentSkipListMap<>())
                            .put(place(entry), entry));
        }

        void remove(OutboxEntry entry) {
            entries.apply(entry)
                    .forEach(list -> rows.computeIfPresent(list, (any, entries) -> {
                        entries.remove(place(entry));
                        return entries.isEmpty() ? null : entries;
                    }));
        }
    }

    int size() {
        return rows.size();
    }

    /** Returns the rows that name any of these keys. */
    List<OutboxEntry> naming(Collection<CustodyKey> keys) {
        NavigableMap<Place, OutboxEntry> naming = new TreeMap<>();
        for (CustodyKey key : keys) {
            for (OutboxEntry entry : byName.of(key)) {
                naming.put(Place.of(entry), entry);
            }
        }
        return List.copyOf(naming.values());
    }

    /** Returns the backends with a pending row that concerns anybody and that no node has leased. */
    Set<Side> lagging(Instant now) {
        Set<Side> lagging = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            Iterator<OutboxEntry> pending = ofMany.of(side).iterator();
            if (pending.hasNext() && !pending.next().isHeld(now)) {
                lagging.add(side);
            }
        }
        return lagging;
    }

    List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return byReadiness.of(new Queue(side, blocking)).stream()
                .takeWhile(entry -> !entry.readyAt().isAfter(now))
                .limit(limit)
                .toList();
    }

    List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return byAge.of(new Queue(side, blocking), after).stream().limit(limit).toList();
    }

    List<OutboxEntry> ofIds(Collection<String> ids) {
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    List<OutboxEntry> ofKill(String kill) {
        return List.copyOf(byKill.of(kill));
    }

    PendingCount countPending(Side side, int bound) {
        Collection<OutboxEntry> blocking = byAge.of(new Queue(side, true));
        Collection<OutboxEntry> others = byAge.of(new Queue(side, false));
        return new PendingCount(
                (int) blocking.stream().limit(bound).count(),
                (int) others.stream().limit(bound).count(),
                blocking.stream().map(OutboxEntry::made).findFirst().orElse(null));
    }

    /** Whether the row that a step begins with is there. */
    boolean isExpected(EntryChange change) {
        OutboxEntry from = change.from();
        OutboxEntry known = rows.get(id(change));
        return from == null ? known == null : known != null && known.revision() == from.revision();
    }

    void make(EntryChange change) {
        OutboxEntry known = rows.remove(id(change));
        if (known != null) {
            indices.forEach(index -> index.remove(known));
        }
        OutboxEntry to = change.to();
        if (to != null) {
            indices.forEach(index -> index.add(to));
            rows.put(to.id(), to);
        }
    }

    private static String id(EntryChange change) {
        OutboxEntry from = change.from();
        return (from != null ? from : Objects.requireNonNull(change.to())).id();
    }

    void clear() {
        List.copyOf(rows.values()).forEach(entry -> make(new EntryChange(entry, null)));
    }
}
