package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.CustodyStore.Owed;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of a {@link MemoryStore}, with everything by which a row is looked for. One thread changes it at a time; any
 * number may read meanwhile, and may see a part of a change.
 */
final class MemoryOutbox {

    private final Map<String, Debt> rows = new ConcurrentHashMap<>();
    private final Index byName = new Index(Debt::made, Debt::names);
    private final Index byKill = new Index(Debt::made, debt -> List.of(debt.kill()));
    private final Index byAge = new Index(Debt::made, debt -> List.of(Queue.of(debt)));
    private final Index byReadiness = new Index(Debt::readyAt, debt -> List.of(Queue.of(debt)));
    private final Index ofMany =
            new Index(Debt::heldUntil, debt -> debt.concernsAnybody() ? List.of(debt.side()) : List.of());
    private final List<Index> indices = List.of(byName, byKill, byAge, byReadiness, ofMany);

    private record Queue(Side side, boolean blocking) {

        static Queue of(Debt debt) {
            return new Queue(debt.side(), debt.blocks());
        }
    }

    /** Rows by something that they have, and those of each entry by a time. */
    private static final class Index {

        private final Map<Object, NavigableMap<Place, Debt>> rows = new ConcurrentHashMap<>();
        private final Function<Debt, Instant> time;
        private final Function<Debt, List<?>> entries;

        Index(Function<Debt, Instant> time, Function<Debt, List<?>> entries) {
            this.time = time;
            this.entries = entries;
        }

        private Place place(Debt debt) {
            return new Place(time.apply(debt), debt.id());
        }

        /** Returns the rows of an entry behind a place. */
        Collection<Debt> of(Object entry, @Nullable Place after) {
            NavigableMap<Place, Debt> all = rows.getOrDefault(entry, Collections.emptyNavigableMap());
            return (after == null ? all : all.tailMap(after, false)).values();
        }

        Collection<Debt> of(Object entry) {
            return of(entry, null);
        }

        void add(Debt debt) {
            entries.apply(debt)
                    .forEach(entry -> rows.computeIfAbsent(entry, any -> new ConcurrentSkipListMap<>())
                            .put(place(debt), debt));
        }

        void remove(Debt debt) {
            entries.apply(debt)
                    .forEach(entry -> rows.computeIfPresent(entry, (any, debts) -> {
                        debts.remove(place(debt));
                        return debts.isEmpty() ? null : debts;
                    }));
        }
    }

    int size() {
        return rows.size();
    }

    /** Returns the rows that name any of these keys. */
    List<Debt> naming(Collection<CustodyKey> keys) {
        NavigableMap<Place, Debt> naming = new ConcurrentSkipListMap<>();
        keys.forEach(key -> byName.of(key).forEach(debt -> naming.put(Place.of(debt), debt)));
        return List.copyOf(naming.values());
    }

    /** Returns who owes anything that concerns anybody and is in nobody's hands. */
    Set<Side> owing(Instant now) {
        Set<Side> owing = EnumSet.noneOf(Side.class);
        for (Side side : Side.values()) {
            if (ofMany.of(side).stream().limit(1).anyMatch(debt -> !debt.isHeld(now))) {
                owing.add(side);
            }
        }
        return owing;
    }

    List<Debt> due(Side side, boolean blocking, Instant now, int limit) {
        return byReadiness.of(new Queue(side, blocking)).stream()
                .takeWhile(debt -> !debt.readyAt().isAfter(now))
                .limit(limit)
                .toList();
    }

    List<Debt> owed(Side side, boolean blocking, @Nullable Place after, int limit) {
        return byAge.of(new Queue(side, blocking), after).stream().limit(limit).toList();
    }

    List<Debt> ofIds(Collection<String> ids) {
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    List<Debt> ofKill(String kill) {
        return List.copyOf(byKill.of(kill));
    }

    Owed owed(Side side, int bound) {
        Collection<Debt> blocking = byAge.of(new Queue(side, true));
        Collection<Debt> others = byAge.of(new Queue(side, false));
        return new Owed(
                (int) blocking.stream().limit(bound).count(),
                (int) others.stream().limit(bound).count(),
                blocking.stream().map(Debt::made).findFirst().orElse(null));
    }

    /** Whether the row that a step begins with is there. */
    boolean isExpected(DebtChange change) {
        Debt from = change.from();
        Debt known = rows.get(id(change));
        return from == null ? known == null : known != null && known.revision() == from.revision();
    }

    void make(DebtChange change) {
        Debt known = rows.remove(id(change));
        if (known != null) {
            indices.forEach(index -> index.remove(known));
        }
        Debt to = change.to();
        if (to != null) {
            indices.forEach(index -> index.add(to));
            rows.put(to.id(), to);
        }
    }

    private static String id(DebtChange change) {
        Debt from = change.from();
        return (from != null ? from : Objects.requireNonNull(change.to())).id();
    }

    void clear() {
        List.copyOf(rows.values()).forEach(debt -> make(new DebtChange(debt, null)));
    }
}
