package dev.dualclient.custody;

import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.View;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the secrets of clients, kept under all names of a client. What a trial of a secret has shown is
 * written only if no change of that client was asked for through us since the trial began: the store counts changes
 * before it lets a backend be told of one. Thread-safe.
 */
public final class SecretStatuses {

    /** How long a secret is not tried again on any node. */
    private static final Duration PAUSE = Duration.ofHours(1);

    private final RecordUpdater updater;
    private final KeyRing keys;

    SecretStatuses(RecordUpdater updater, KeyRing keys) {
        this.updater = updater;
        this.keys = keys;
    }

    /**
     * A trial of a client's secret. Immutable.
     *
     * @param names the names of the client
     * @param counters where changes of the client are counted, whatever name they are asked for by
     * @param number how many there were when the trial began; at least 1, so that a repair can come before the next one
     */
    public record Trial(List<CustodyKey> names, List<CustodyKey> counters, long number) {

        /** Copies the keys. */
        public Trial {
            names = List.copyOf(names);
            counters = List.copyOf(counters);
        }

        private List<CustodyKey> all() {
            List<CustodyKey> all = new ArrayList<>(names);
            all.addAll(counters);
            return all;
        }

        private boolean isCurrent(Map<CustodyKey, CustodyRecord> records) {
            return counters.stream().map(records::get).allMatch(record -> record != null && record.number() == number);
        }
    }

    /**
     * Begins a trial of a client's secret at the primary, unless one was begun within an hour, there is no doubt, or a
     * backend has a pending row about the client.
     *
     * @param client all its names
     * @return the trial, {@code null} if the secret is not to be tried now
     */
    public @Nullable Trial begin(Parties client) {
        List<CustodyKey> names = keysOf(Party.Kind.CLIENT, client);
        List<CustodyKey> counters = keysOf(Party.Kind.CHANGES, client);
        View view = updater.store().look(new Trial(names, counters, 0).all());
        Map<CustodyKey, CustodyRecord> records = view.records();
        Instant now = updater.now();
        if (!view.entries().isEmpty()
                || names.isEmpty()
                || !names.stream().allMatch(name -> secret(records.get(name)).isDue(now))) {
            return null;
        }
        long number = counters.stream()
                .map(records::get)
                .filter(Objects::nonNull)
                .mapToLong(CustodyRecord::number)
                .reduce(1, Math::max);
        Instant expires = updater.forgetAt();
        List<Change> changes = new ArrayList<>();
        for (CustodyKey name : names) {
            CustodyRecord before = records.get(name);
            ClientSecret tried = secret(before).triedUntil(now.plus(PAUSE));
            changes.add(new Change(name, before, CustodyRecord.ofSecret(before, tried, expires)));
        }
        for (CustodyKey counter : counters) {
            CustodyRecord before = records.get(counter);
            changes.add(new Change(counter, before, CustodyRecord.counted(before, number, expires)));
        }
        // The slower of two nodes leaves the trial to the other.
        return updater.store().change(changes, List.of()) ? new Trial(names, counters, number) : null;
    }

    /**
     * Writes what a trial has shown.
     *
     * @return whether it was written; otherwise the client was changed meanwhile, or the primary has authenticated it
     */
    public boolean learn(Trial trial, SecretStatus shown) {
        Instant expires = updater.forgetAt();
        return change(
                trial,
                before -> shown == SecretStatus.EQUAL
                        ? CustodyRecord.seen(before, expires)
                        : CustodyRecord.ofSecret(before, secret(before).with(shown), expires),
                List.of());
    }

    /**
     * Writes a row that sets the client's secret at the primary. It is no change that counts, and every change that is
     * asked for from now on comes after it.
     *
     * @param row made by {@link DeliveryQueue#inHand}
     * @return the row as it was written, {@code null} if the client was changed since the trial began, or the primary has
     *     authenticated it
     */
    public @Nullable OutboxEntry repair(Trial trial, OutboxEntry row) {
        OutboxEntry first = row.counted(trial.number());
        return change(trial, before -> before, List.of(new EntryChange(null, first))) ? first : null;
    }

    /** Records whether a client has a secret at all that could differ, as an answer has told it. */
    public void hasSecret(Parties client, boolean any) {
        Instant expires = updater.forgetAt();
        SecretStatus told = any ? SecretStatus.UNKNOWN : SecretStatus.NO_SECRET;
        updater.change(
                keysOf(Party.Kind.CLIENT, client),
                (key, before, row) ->
                        CustodyRecord.ofSecret(before, secret(before).with(told), expires));
    }

    /** Returns how the secrets of clients stand, by the key of a name. */
    public Map<CustodyKey, SecretStatus> of(Collection<CustodyKey> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<CustodyKey, CustodyRecord> records = updater.store().look(names).records();
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name, name -> secret(records.get(name)).status()));
    }

    /**
     * How often a client was changed through us when an operator's reading of it began, and that nothing was owed then.
     * Immutable.
     *
     * @param names the names of the client
     * @param counts how many changes are counted under each name
     */
    public record Observation(List<CustodyKey> names, Map<CustodyKey, Long> counts) {

        /** Copies the keys. */
        public Observation {
            names = List.copyOf(names);
            counts = Map.copyOf(counts);
        }

        private List<CustodyKey> all() {
            List<CustodyKey> all = new ArrayList<>(names);
            all.addAll(counts.keySet());
            return all;
        }

        private boolean isCurrent(Map<CustodyKey, CustodyRecord> records) {
            return counts.entrySet().stream()
                    .allMatch(counted -> changes(records.get(counted.getKey())) == counted.getValue());
        }

        /** Returns the number of changes, the same as long as the client is not changed through us. */
        public long number() {
            return counts.values().stream().reduce(0L, Math::max);
        }
    }

    private static long changes(@Nullable CustodyRecord record) {
        return record == null ? 0 : record.number();
    }

    /**
     * Observes a client before a backend is asked about it. Writes nothing.
     *
     * @param client all its names
     * @return the observation, {@code null} if a backend owes something that is about the client
     */
    public @Nullable Observation observe(Parties client) {
        List<CustodyKey> names = keysOf(Party.Kind.CLIENT, client);
        List<CustodyKey> counters = keysOf(Party.Kind.CHANGES, client);
        View view = updater.store().look(new Trial(names, counters, 0).all());
        if (!view.entries().isEmpty() || names.isEmpty()) {
            return null;
        }
        Map<CustodyKey, Long> counts = new HashMap<>();
        counters.forEach(counter -> counts.put(counter, changes(view.records().get(counter))));
        return new Observation(names, counts);
    }

    /**
     * Writes that both backends have shown the same secret.
     *
     * @return whether it is known now; otherwise the client was changed since it was observed
     */
    public boolean learnEqual(Observation seen) {
        Instant expires = updater.forgetAt();
        return change(seen, true, Math.max(1, seen.number()), before -> CustodyRecord.seen(before, expires), List.of());
    }

    /** A row that changes a client at the primary, and the client as it is observed from then on. */
    public record Repair(OutboxEntry row, Observation after) {}

    /**
     * Writes a row that gives a client at the primary what the secondary holds. It is no change that counts, and every
     * change that is asked for from now on comes after it.
     *
     * @param row made by {@link DeliveryQueue#inHand}
     * @param authenticated whether the primary may have authenticated the client before
     * @return the row as it was written, {@code null} if the client was changed since it was observed, or the primary has
     *     authenticated it and may not have
     */
    public @Nullable Repair repair(Observation seen, OutboxEntry row, boolean authenticated) {
        long number = Math.max(1, seen.number());
        OutboxEntry first = row.counted(number);
        boolean written = change(seen, authenticated, number, before -> before, List.of(new EntryChange(null, first)));
        Map<CustodyKey, Long> counts = new HashMap<>(seen.counts());
        counts.replaceAll((counter, before) -> number);
        return written ? new Repair(first, new Observation(seen.names(), counts)) : null;
    }

    /** Changes the records of a client's names, and counts its changes alike under all of them, unless one was made since. */
    private boolean change(
            Observation since,
            boolean authenticated,
            long number,
            UnaryOperator<@Nullable CustodyRecord> step,
            Collection<EntryChange> entries) {
        Instant expires = updater.forgetAt();
        for (int failed = 0; ; failed++) {
            Contention.WITHOUT_END.await(failed);
            Map<CustodyKey, CustodyRecord> records =
                    updater.store().look(since.all()).records();
            boolean equal = since.names().stream()
                    .anyMatch(name -> secret(records.get(name)).status() == SecretStatus.EQUAL);
            if (equal && !authenticated || !since.isCurrent(records)) {
                return false;
            }
            List<Change> changes = new ArrayList<>();
            for (CustodyKey name : since.names()) {
                CustodyRecord before = records.get(name);
                CustodyRecord after = step.apply(before);
                if (before != null || after != null) {
                    changes.add(new Change(name, before, after));
                }
            }
            for (CustodyKey counter : since.counts().keySet()) {
                CustodyRecord before = records.get(counter);
                changes.add(new Change(counter, before, CustodyRecord.counted(before, number, expires)));
            }
            if (updater.store().change(changes, entries)) {
                return true;
            }
        }
    }

    private static ClientSecret secret(@Nullable CustodyRecord record) {
        return record == null ? ClientSecret.UNKNOWN : record.clientSecret();
    }

    private List<CustodyKey> keysOf(Party.Kind kind, Parties client) {
        return client.clients().stream().map(name -> keys.ofName(kind, name)).toList();
    }

    /** Changes the records of a client's names, unless a change was counted since, or the primary has authenticated it. */
    private boolean change(Trial since, UnaryOperator<@Nullable CustodyRecord> step, Collection<EntryChange> entries) {
        for (int failed = 0; ; failed++) {
            Contention.WITHOUT_END.await(failed);
            Map<CustodyKey, CustodyRecord> records =
                    updater.store().look(since.all()).records();
            boolean authenticated = since.names().stream()
                    .anyMatch(name -> secret(records.get(name)).status() == SecretStatus.EQUAL);
            if (authenticated || !since.isCurrent(records)) {
                return false;
            }
            List<Change> changes = new ArrayList<>();
            for (CustodyKey name : since.names()) {
                CustodyRecord before = records.get(name);
                changes.add(new Change(name, before, step.apply(before)));
            }
            for (CustodyKey counter : since.counters()) {
                CustodyRecord same = records.get(counter);
                changes.add(new Change(counter, same, same));
            }
            if (updater.store().change(changes, entries)) {
                return true;
            }
        }
    }
}
