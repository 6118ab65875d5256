package dev.dualclient.custody;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.CustodyStore.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes what a store holds by rules, again and again until nobody else has changed it meanwhile. Thread-safe. */
final class Ledger {

    private static final int MAX_CHANGES = 100;

    private final CustodyStore store;
    private final Duration life;
    private final Time time;

    Ledger(CustodyStore store, CustodySettings settings, Time time) {
        this.store = store;
        this.life = settings.retention().plus(settings.migratorLag());
        this.time = time;
    }

    /** What a record becomes, given the records of all keys that change with it. */
    interface Rule {
        @Nullable
        CustodyRecord next(CustodyKey key, @Nullable CustodyRecord before, Map<CustodyKey, CustodyRecord> row);
    }

    /**
     * Changes the records of some keys, and the outbox with them, and returns the records as they then stand.
     *
     * @param guess what is expected to be there, so that a right guess costs one round trip
     * @param owed the rows to be written
     * @param paid the rows to be removed, whoever holds them
     */
    Map<CustodyKey, CustodyRecord> change(
            Collection<CustodyKey> keys,
            Map<CustodyKey, CustodyRecord> guess,
            Rule rule,
            Collection<Debt> owed,
            Collection<Debt> paid) {
        List<CustodyKey> row = List.copyOf(new LinkedHashSet<>(keys));
        Map<CustodyKey, CustodyRecord> known = new HashMap<>(guess);
        List<Debt> there = new ArrayList<>(paid);
        for (int attempt = 0; attempt < MAX_CHANGES; attempt++) {
            List<Change> changes = new ArrayList<>();
            Map<CustodyKey, CustodyRecord> after = new HashMap<>();
            for (CustodyKey key : row) {
                CustodyRecord before = known.get(key);
                CustodyRecord next = rule.next(key, before, Map.copyOf(known));
                changes.add(new Change(key, before, next));
                if (next != null) {
                    after.put(key, next);
                }
            }
            List<DebtChange> debts = new ArrayList<>();
            owed.forEach(debt -> debts.add(new DebtChange(null, debt)));
            there.forEach(debt -> debts.add(new DebtChange(debt, null)));
            if (store.change(changes, debts)) {
                return after;
            }
            View view = store.look(row);
            known.clear();
            known.putAll(view.records());
            if (!there.isEmpty()) {
                there = asTheyStand(there);
            }
        }
        throw new StoreUnavailableException(
                "the records of one credential change too fast; is it presented in a loop?");
    }

    /**
     * Writes rows with the next number of some counters, which is greater than that of any row that names the same.
     *
     * @return the rows as they were written
     */
    List<Debt> count(Collection<CustodyKey> counters, Collection<Debt> debts) {
        List<CustodyKey> asked = new ArrayList<>(counters);
        debts.forEach(debt -> asked.addAll(debt.names()));
        for (int attempt = 0; attempt < MAX_CHANGES; attempt++) {
            View view = store.look(asked);
            long number = 1
                    + Math.max(
                            counters.stream()
                                    .map(view.records()::get)
                                    .filter(Objects::nonNull)
                                    .mapToLong(CustodyRecord::number)
                                    .max()
                                    .orElse(0),
                            view.debts().stream().mapToLong(Debt::number).max().orElse(0));
            List<Change> changes = new ArrayList<>();
            for (CustodyKey counter : counters) {
                CustodyRecord before = view.records().get(counter);
                changes.add(new Change(counter, before, CustodyRecord.counted(before, number, forgetAt())));
            }
            List<Debt> counted =
                    debts.stream().map(debt -> debt.counted(number)).toList();
            if (store.change(
                    changes,
                    counted.stream().map(debt -> new DebtChange(null, debt)).toList())) {
                return counted;
            }
        }
        throw new StoreUnavailableException("one client is changed too fast; is it done in a loop?");
    }

    private List<Debt> asTheyStand(List<Debt> paid) {
        return store.debts(paid.stream().map(Debt::id).toList());
    }

    /** Changes the records of some keys. */
    Map<CustodyKey, CustodyRecord> change(Collection<CustodyKey> keys, Rule rule) {
        return change(keys, Map.of(), rule, List.of(), List.of());
    }

    /** When a record may be forgotten: after as long as a credential lives, and the migrator's lag. */
    Instant forgetAt() {
        return time.now().plus(life).truncatedTo(ChronoUnit.SECONDS);
    }

    /** When a record that is written now may be forgotten was this far back, for one that was written then. */
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
}
