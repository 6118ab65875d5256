package dev.dualclient.test.contract;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.Encrypted;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records and outbox rows for tests of a store. */
public final class Samples {

    public static final Instant LATER = Instant.parse("2099-01-01T00:00:00.123456789Z");
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    private Samples() {}

    public static CustodyKey key(long number) {
        return new CustodyKey(-number, number);
    }

    /** A claim, by whom tells one from the other. */
    public static CustodyRecord claim(String claimant) {
        return record(CustodyLevel.CLAIMED, Side.SECONDARY, claimant, List.of(), LATER);
    }

    public static CustodyRecord record(
            CustodyLevel level, Side side, @Nullable String claimant, List<Kill> kills, Instant expires) {
        return new CustodyRecord(level, side, claimant, null, null, kills, Set.of(), expires);
    }

    /** A record that has everything. */
    public static CustodyRecord full() {
        return new CustodyRecord(
                CustodyLevel.SPENT,
                Side.PRIMARY,
                "claimant ü \"'\\ 😀",
                key(11),
                key(12),
                List.of(new Kill("k1", key(13), true, Reach.FOREVER), new Kill("k2", null, false, Reach.ONE)),
                Set.of("k3", "k4"),
                LATER);
    }

    public static OutboxEntry entry(String id, CustodyKey... names) {
        return new OutboxEntry(
                id,
                Side.SECONDARY,
                "kill of " + id,
                List.of(names),
                true,
                new Encrypted("key", "text"),
                MADE,
                MADE,
                Instant.EPOCH,
                0,
                null);
    }

    /** A row about one token alone. */
    public static OutboxEntry ofOne(OutboxEntry entry) {
        return copy(entry, entry.names(), false, entry.command(), entry.made(), entry.heldUntil());
    }

    public static OutboxEntry naming(OutboxEntry entry, CustodyKey... names) {
        return copy(entry, List.of(names), entry.ofMany(), entry.command(), entry.made(), entry.heldUntil());
    }

    public static OutboxEntry made(OutboxEntry entry, long seconds) {
        return copy(
                entry, entry.names(), entry.ofMany(), entry.command(), MADE.plusSeconds(seconds), entry.heldUntil());
    }

    public static OutboxEntry held(OutboxEntry entry, Instant until) {
        return copy(entry, entry.names(), entry.ofMany(), entry.command(), entry.made(), until);
    }

    public static OutboxEntry carrying(OutboxEntry entry, String command) {
        return copy(
                entry, entry.names(), entry.ofMany(), new Encrypted("key", command), entry.made(), entry.heldUntil());
    }

    /** A row of the outbox that has everything. */
    public static OutboxEntry fullEntry() {
        return new OutboxEntry(
                "full",
                Side.PRIMARY,
                "kill",
                List.of(key(21), key(22)),
                true,
                new Encrypted("key ü", "text"),
                Instant.parse("2026-01-02T03:04:05.678901234Z"),
                Instant.parse("2026-01-02T03:04:06Z"),
                LATER,
                7,
                "the backend said 500 😀");
    }

    /** Returns the whole outbox: what blocks first, and the oldest first. */
    public static List<OutboxEntry> outbox(CustodyStore store) {
        return Stream.of(true, false)
                .flatMap(blocking -> Arrays.stream(Side.values())
                        .flatMap(side -> store.pending(side, blocking, null, 1_000).stream())
                        .sorted(Comparator.comparing(Place::of)))
                .toList();
    }

    /** Returns the keys that nodes keep locally for a reason, and whose records expire at an instant or later. */
    public static List<@Nullable CustodyKey> noticed(CustodyStore store, OutageNotice why, Instant from) {
        return store.noticed(why, NoticedKey.from(from), 1_000).stream()
                .map(NoticedKey::key)
                .toList();
    }

    /** A row that was changed once more than it was. */
    private static OutboxEntry copy(
            OutboxEntry entry,
            List<CustodyKey> names,
            boolean ofMany,
            Encrypted command,
            Instant made,
            Instant heldUntil) {
        return new OutboxEntry(
                entry.id(),
                entry.side(),
                entry.kill(),
                names,
                ofMany,
                command,
                made,
                entry.due(),
                heldUntil,
                entry.attempts(),
                entry.failure(),
                entry.number(),
                entry.revision() + 1);
    }

    public static Change put(CustodyKey key, CustodyRecord to) {
        return new Change(key, null, to);
    }

    public static Change step(CustodyKey key, @Nullable CustodyRecord from, @Nullable CustodyRecord to) {
        return new Change(key, from, to);
    }

    public static EntryChange add(OutboxEntry to) {
        return new EntryChange(null, to);
    }

    public static EntryChange step(@Nullable OutboxEntry from, @Nullable OutboxEntry to) {
        return new EntryChange(from, to);
    }
}
