package dev.dualclient.custody;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store while secrets are being rotated, when a name has a key under each of them. What is found under any of its keys
 * counts; what is written is written under all of them, so that a node that has not got the newest secret yet sees it,
 * and of two nodes with different lists only one can win a claim. Thread-safe.
 */
final class RotatingStore implements CustodyStore {

    private final CustodyStore store;

    RotatingStore(CustodyStore store) {
        this.store = store;
    }

    @Override
    public View look(Collection<CustodyKey> keys) {
        List<CustodyKey> forms = keys.stream().flatMap(CustodyKey::forms).toList();
        View view = store.look(forms);
        Map<CustodyKey, CustodyRecord> records = new HashMap<>();
        for (CustodyKey key : keys) {
            CustodyRecord firmest = firmest(key, view.records());
            if (firmest != null) {
                records.put(key, firmest);
            }
        }
        // The engine asks a row whether it names a key, so a row gets the newest form of what it names.
        return new View(
                records, view.debts().stream().map(debt -> newest(debt, keys)).toList(), view.owing(), view.identity());
    }

    private static Debt newest(Debt debt, Collection<CustodyKey> keys) {
        List<CustodyKey> names = new ArrayList<>(debt.names());
        for (CustodyKey key : keys) {
            if (key.forms().anyMatch(debt.names()::contains) && !names.contains(key)) {
                names.add(key);
            }
        }
        return debt.with(names);
    }

    private static @Nullable CustodyRecord firmest(CustodyKey key, Map<CustodyKey, CustodyRecord> records) {
        return key.forms()
                .map(records::get)
                .filter(Objects::nonNull)
                .reduce(CustodyRecord::firmer)
                .orElse(null);
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<DebtChange> debts) {
        List<CustodyKey> forms =
                changes.stream().map(Change::key).flatMap(CustodyKey::forms).toList();
        Map<CustodyKey, CustodyRecord> there = store.look(forms).records();
        Map<CustodyKey, Change> all = new LinkedHashMap<>();
        for (Change change : changes) {
            if (!Objects.equals(firmest(change.key(), there), change.from())) {
                return false;
            }
            change.key().forms().forEach(form -> all.putIfAbsent(form, new Change(form, there.get(form), change.to())));
        }
        return store.change(
                all.values(),
                asStored(debts).stream().map(RotatingStore::underAllNames).toList());
    }

    /** A row names what it names in all forms: rows that share a name are delivered in order, whoever wrote them. */
    private static DebtChange underAllNames(DebtChange change) {
        Debt to = change.to();
        return to == null
                ? change
                : new DebtChange(
                        change.from(),
                        to.with(to.names().stream()
                                .flatMap(CustodyKey::forms)
                                .distinct()
                                .toList()));
    }

    /** Rows may have been read with the newest forms added; what is compared is what was stored. */
    private Collection<DebtChange> asStored(Collection<DebtChange> debts) {
        if (debts.stream().allMatch(debt -> debt.from() == null)) {
            return debts;
        }
        Map<String, Debt> stored = new HashMap<>();
        store.debts(Integer.MAX_VALUE).forEach(debt -> stored.put(debt.id(), debt));
        return debts.stream()
                .map(change -> {
                    Debt from = change.from();
                    Debt same = from == null ? null : stored.get(from.id());
                    boolean unchanged = from != null
                            && same != null
                            && same.with(from.names()).equals(from);
                    return unchanged ? new DebtChange(same, change.to()) : change;
                })
                .toList();
    }

    @Override
    public List<Debt> debts(int limit) {
        return store.debts(limit);
    }

    @Override
    public Set<CustodyKey> alarming(Alarm why, Instant expiringAfter) {
        return store.alarming(why, expiringAfter);
    }

    @Override
    public @Nullable String note(String name) {
        return store.note(name);
    }

    @Override
    public boolean note(String name, @Nullable String from, String to) {
        return store.note(name, from, to);
    }

    @Override
    public OptionalLong size() {
        return store.size();
    }

    @Override
    public boolean isDurable() {
        return store.isDurable();
    }

    @Override
    public void close() {
        store.close();
    }
}
