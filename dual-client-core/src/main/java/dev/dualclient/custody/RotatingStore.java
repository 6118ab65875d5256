package dev.dualclient.custody;

import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
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
            CustodyRecord highest = highest(key, view.records());
            if (highest != null) {
                records.put(key, highest);
            }
        }
        // The engine asks a row whether it names a key, so a row gets the newest form of what it names.
        return new View(
                records,
                view.entries().stream().map(entry -> newest(entry, keys)).toList(),
                view.lagging(),
                view.identity());
    }

    private static OutboxEntry newest(OutboxEntry entry, Collection<CustodyKey> keys) {
        List<CustodyKey> names = new ArrayList<>(entry.names());
        for (CustodyKey key : keys) {
            if (key.forms().anyMatch(entry.names()::contains) && !names.contains(key)) {
                names.add(key);
            }
        }
        return entry.with(names);
    }

    private static @Nullable CustodyRecord highest(CustodyKey key, Map<CustodyKey, CustodyRecord> records) {
        return key.forms()
                .map(records::get)
                .filter(Objects::nonNull)
                .reduce(CustodyRecord::firmer)
                .orElse(null);
    }

    @Override
    public boolean change(Collection<Change> changes, Collection<EntryChange> entries) {
        List<CustodyKey> forms =
                changes.stream().map(Change::key).flatMap(CustodyKey::forms).toList();
        Map<CustodyKey, CustodyRecord> there = store.look(forms).records();
        Map<CustodyKey, Change> all = new LinkedHashMap<>();
        for (Change change : changes) {
            if (!Objects.equals(highest(change.key(), there), change.from())) {
                return false;
            }
            change.key().forms().forEach(form -> all.putIfAbsent(form, new Change(form, there.get(form), change.to())));
        }
        return store.change(
                all.values(), entries.stream().map(RotatingStore::underAllNames).toList());
    }

    /** A row names what it names in all forms: rows that share a name are delivered in order, whichever node wrote them. */
    private static EntryChange underAllNames(EntryChange change) {
        OutboxEntry to = change.to();
        return to == null
                ? change
                : new EntryChange(
                        change.from(),
                        to.with(to.names().stream()
                                .flatMap(CustodyKey::forms)
                                .distinct()
                                .toList()));
    }

    @Override
    public List<OutboxEntry> due(Side side, boolean blocking, Instant now, int limit) {
        return store.due(side, blocking, now, limit);
    }

    @Override
    public List<OutboxEntry> pending(Side side, boolean blocking, @Nullable Place after, int limit) {
        return store.pending(side, blocking, after, limit);
    }

    @Override
    public List<OutboxEntry> entries(Collection<String> ids) {
        return store.entries(ids);
    }

    @Override
    public List<OutboxEntry> entriesOf(String kill) {
        return store.entriesOf(kill);
    }

    @Override
    public PendingCount countPending(Side side, int bound) {
        return store.countPending(side, bound);
    }

    @Override
    public List<NoticedKey> noticed(OutageNotice why, NoticedKey after, int limit) {
        return store.noticed(why, after, limit);
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
