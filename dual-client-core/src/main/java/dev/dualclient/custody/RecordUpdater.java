package dev.dualclient.custody;

import dev.dualclient.call.Deadline;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes records by rules, with compare-and-set: repeats a change if another writer was faster. The record of a token
 * is read together with that of its family. Thread-safe.
 */
final class RecordUpdater {

    private final CustodyStore store;
    private final Families families;
    private final Duration life;
    private final Time time;
    private final Contention contention;

    RecordUpdater(CustodyStore store, Families families, CustodySettings settings, Time time) {
        this(store, families, settings.retention().plus(settings.migratorLag()), time, Contention.WITHOUT_END);
    }

    private RecordUpdater(CustodyStore store, Families families, Duration life, Time time, Contention contention) {
        this.store = store;
        this.families = families;
        this.life = life;
        this.time = time;
        this.contention = contention;
    }

    /** Returns an updater of the same store that gives up at the end of a call. */
    RecordUpdater until(Deadline end) {
        return new RecordUpdater(store, families, life, time, new Contention(end));
    }

    /** What a record becomes, given the records of all keys that change with it, and of their families. */
    interface Rule {
        @Nullable
        CustodyRecord next(CustodyKey key, @Nullable CustodyRecord before, Map<CustodyKey, CustodyRecord> row);
    }

    /** Which rows of the outbox are written, given the records that there are. */
    interface Pending {
        Collection<OutboxEntry> of(Map<CustodyKey, CustodyRecord> before);
    }

    /** What records become, given those that there are. */
    private interface Plan {
        Map<CustodyKey, @Nullable CustodyRecord> of(Map<CustodyKey, CustodyRecord> before);
    }

    /** Returns what is held of some keys, and of the families of those that are tokens. */
    View look(Collection<CustodyKey> keys) {
        return look(keys, record -> true);
    }

    /** Like {@link #look}, but before a call: the family of a token that only the primary holds is read later. */
    View lookAhead(Collection<CustodyKey> keys) {
        return look(keys, record -> !record.status().isOfPrimaryAlone());
    }

    /** One round trip, unless a record names a family that this process does not remember. */
    private View look(Collection<CustodyKey> keys, Predicate<CustodyRecord> whoseFamily) {
        Set<CustodyKey> asked = new LinkedHashSet<>(keys);
        asked.addAll(families.remembered(keys));
        View view = store.look(asked);
        Map<CustodyKey, CustodyRecord> records = view.records();
        if (records.isEmpty()) { // as nearly always
            return view;
        }
        Set<CustodyKey> more = unread(keys, whoseFamily, records, asked);
        while (!more.isEmpty()) {
            asked.addAll(more);
            records = new HashMap<>(records);
            records.putAll(store.look(more).records());
            more = unread(keys, whoseFamily, records, asked);
        }
        return new View(records, view.entries(), view.lagging(), view.identity());
    }

    /** Where families are missing, the other tokens of the rows are read with them, for a use changes these, too. */
    private Set<CustodyKey> unread(
            Collection<CustodyKey> keys,
            Predicate<CustodyRecord> whoseFamily,
            Map<CustodyKey, CustodyRecord> records,
            Set<CustodyKey> asked) {
        List<CustodyKey> tokens = new ArrayList<>();
        Set<CustodyKey> companions = new LinkedHashSet<>();
        for (CustodyKey key : keys) {
            CustodyRecord record = records.get(key);
            if (record != null && whoseFamily.test(record)) {
                tokens.add(key);
                CustodyKey companion = record.companion();
                if (companion != null) {
                    companions.add(companion);
                }
            }
        }
        Set<CustodyKey> more = families.concerning(tokens, records);
        more.removeAll(asked);
        if (!more.isEmpty()) {
            more.addAll(companions);
            more.removeAll(asked);
        }
        return more;
    }

    /**
     * Changes the records of some keys, and the outbox with them, and returns the records as they then stand.
     *
     * @param guess what is expected to be there, so that a right guess costs one round trip; {@code null} to look first
     * @param pending the rows to be written
     * @param acknowledged the rows to be removed, whichever node has leased them
     */
    Map<CustodyKey, CustodyRecord> change(
            Collection<CustodyKey> keys,
            @Nullable Map<CustodyKey, CustodyRecord> guess,
            Rule rule,
            Collection<OutboxEntry> pending,
            Collection<OutboxEntry> acknowledged) {
        return change(keys, guess, rule, before -> pending, acknowledged);
    }

    /** Like the other {@code change}, but the rows to be written depend on the records. */
    Map<CustodyKey, CustodyRecord> change(
            Collection<CustodyKey> keys,
            @Nullable Map<CustodyKey, CustodyRecord> guess,
            Rule rule,
            Pending pending,
            Collection<OutboxEntry> acknowledged) {
        return plan(keys, guess, before -> each(keys, rule, before), pending, acknowledged);
    }

    /** Changes the records of some keys and of their families, and the outbox with them. */
    Map<CustodyKey, CustodyRecord> changeWithFamilies(
            Collection<CustodyKey> keys,
            Rule rule,
            Collection<OutboxEntry> pending,
            Collection<OutboxEntry> acknowledged) {
        return changeWithFamilies(keys, record -> true, rule, pending, acknowledged);
    }

    /**
     * The same of those families alone whose tokens are not used up: what is by then takes nothing with it, for what has
     * replaced it lives on.
     */
    Map<CustodyKey, CustodyRecord> changeWithLivingFamilies(
            Collection<CustodyKey> keys, Rule rule, Collection<OutboxEntry> pending) {
        return changeWithFamilies(keys, record -> record.level() != CustodyLevel.SPENT, rule, pending, List.of());
    }

    private Map<CustodyKey, CustodyRecord> changeWithFamilies(
            Collection<CustodyKey> keys,
            Predicate<CustodyRecord> whose,
            Rule rule,
            Collection<OutboxEntry> pending,
            Collection<OutboxEntry> acknowledged) {
        return plan(
                keys,
                null,
                before -> {
                    List<CustodyKey> tokens = keys.stream()
                            .filter(key -> isOf(before.get(key), whose))
                            .toList();
                    Set<CustodyKey> all = new LinkedHashSet<>(keys);
                    all.addAll(families.roots(tokens, before));
                    return each(all, rule, before);
                },
                before -> pending,
                acknowledged);
    }

    private static boolean isOf(@Nullable CustodyRecord record, Predicate<CustodyRecord> whose) {
        return record == null || whose.test(record);
    }

    /** Changes the records of some keys, and puts tokens into one family. */
    Map<CustodyKey, CustodyRecord> changeAndUnite(
            Families.Union union,
            Collection<CustodyKey> keys,
            @Nullable Map<CustodyKey, CustodyRecord> guess,
            Rule rule) {
        Map<CustodyKey, CustodyRecord> stand = plan(
                keys,
                guess,
                before -> {
                    Map<CustodyKey, @Nullable CustodyRecord> next = each(keys, rule, before);
                    families.unite(union, next, before, forgetAt());
                    return next;
                },
                before -> List.of(),
                List.of());
        families.remember(union, stand);
        return stand;
    }

    /** Caches that tokens belong to one family, if any of them is known to belong to one. */
    void unite(Families.Union union) {
        if (!families.remembered(union.tokens()).isEmpty()) {
            families.remember(union, look(union.tokens()).records());
        }
    }

    private static Map<CustodyKey, @Nullable CustodyRecord> each(
            Collection<CustodyKey> keys, Rule rule, Map<CustodyKey, CustodyRecord> before) {
        Map<CustodyKey, @Nullable CustodyRecord> next = new LinkedHashMap<>();
        for (CustodyKey key : keys) {
            next.put(key, rule.next(key, before.get(key), before));
        }
        return next;
    }

    private Map<CustodyKey, CustodyRecord> plan(
            Collection<CustodyKey> keys,
            @Nullable Map<CustodyKey, CustodyRecord> guess,
            Plan plan,
            Pending pending,
            Collection<OutboxEntry> acknowledged) {
        Set<CustodyKey> row = Set.copyOf(keys);
        Map<CustodyKey, CustodyRecord> known =
                of(row, guess != null ? guess : look(row).records());
        List<OutboxEntry> there = new ArrayList<>(acknowledged);
        for (int failed = 0; ; failed++) {
            contention.await(failed);
            if (failed > 0) {
                known = of(row, look(row).records());
                there = there.isEmpty() ? there : asTheyStand(there);
            }
            Map<CustodyKey, @Nullable CustodyRecord> next = plan.of(known);
            Families.keep(next, known);
            List<Change> changes = new ArrayList<>();
            Map<CustodyKey, CustodyRecord> after = new HashMap<>(known);
            for (Map.Entry<CustodyKey, @Nullable CustodyRecord> changed : next.entrySet()) {
                CustodyKey key = changed.getKey();
                CustodyRecord to = changed.getValue();
                CustodyRecord from = known.get(key);
                if (row.contains(key) || !Objects.equals(from, to)) {
                    changes.add(new Change(key, from, to));
                }
                if (to != null) {
                    after.put(key, to);
                } else {
                    after.remove(key);
                }
            }
            if (store.change(changes, replaced(there, pending.of(known)))) {
                return after;
            }
        }
    }

    private static List<EntryChange> replaced(Collection<OutboxEntry> acknowledged, Collection<OutboxEntry> pending) {
        List<EntryChange> entries = new ArrayList<>();
        pending.forEach(entry -> entries.add(new EntryChange(null, entry)));
        acknowledged.forEach(entry -> entries.add(new EntryChange(entry, null)));
        return entries;
    }

    /** Returns the records of these keys and of their families. */
    private Map<CustodyKey, CustodyRecord> of(Set<CustodyKey> keys, Map<CustodyKey, CustodyRecord> records) {
        Map<CustodyKey, CustodyRecord> all = new HashMap<>(records);
        Set<CustodyKey> concerning = families.concerning(keys, records);
        all.keySet().removeIf(key -> !keys.contains(key) && !concerning.contains(key));
        return Map.copyOf(all);
    }

    /**
     * Writes rows with the next number of some counters, which is greater than that of any row that names the same.
     *
     * @return the rows as they were written
     */
    List<OutboxEntry> count(Collection<CustodyKey> counters, Collection<OutboxEntry> entries) {
        List<CustodyKey> asked = new ArrayList<>(counters);
        entries.forEach(entry -> asked.addAll(entry.names()));
        for (int failed = 0; ; failed++) {
            contention.await(failed);
            View view = store.look(asked);
            long number = 1
                    + Math.max(
                            counters.stream()
                                    .map(view.records()::get)
                                    .filter(Objects::nonNull)
                                    .mapToLong(CustodyRecord::number)
                                    .max()
                                    .orElse(0),
                            view.entries().stream()
                                    .mapToLong(OutboxEntry::number)
                                    .max()
                                    .orElse(0));
            List<Change> changes = new ArrayList<>();
            for (CustodyKey counter : counters) {
                CustodyRecord before = view.records().get(counter);
                changes.add(new Change(counter, before, CustodyRecord.counted(before, number, forgetAt())));
            }
            List<OutboxEntry> counted =
                    entries.stream().map(entry -> entry.counted(number)).toList();
            if (store.change(
                    changes,
                    counted.stream().map(entry -> new EntryChange(null, entry)).toList())) {
                return counted;
            }
        }
    }

    private List<OutboxEntry> asTheyStand(List<OutboxEntry> acknowledged) {
        return store.entries(acknowledged.stream().map(OutboxEntry::id).toList());
    }

    /** Changes the records of some keys. */
    Map<CustodyKey, CustodyRecord> change(Collection<CustodyKey> keys, Rule rule) {
        return change(keys, Map.of(), rule, List.of(), List.of());
    }

    /** When a record may be forgotten: after as long as a credential lives, and the migrator's lag. */
    Instant forgetAt() {
        return time.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Returns the expiry of a record that was written this long ago. */
    Instant forgetAt(Duration ago) {
        return forgetAt().minus(ago);
    }

    /** How long a record is kept at least. */
    Duration life() {
        return life;
    }

    CustodyStore store() {
        return store;
    }

    Instant now() {
        return time.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Records that the primary holds these credentials, or has authenticated these clients. */
    void see(List<CustodyKey> seen, Instant expires) {
        change(seen, (key, before, whole) -> CustodyRecord.seen(before, expires));
    }
}
