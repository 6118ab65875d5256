package dev.dualclient.custody;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests of stores put into them. */
public final class StoredThings {

    public static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
    public static final CustodyKey KEY = key(1);
    public static final CustodyKey OTHER = key(2);

    private StoredThings() {}

    public static CustodyKey key(long number) {
        return new CustodyKey(0, number);
    }

    /** A claim; by whom tells one from the other. */
    public static CustodyRecord claim(String claimant) {
        return record(CustodyLevel.CLAIMED, claimant, LATER);
    }

    /** What is noticed. */
    public static CustodyRecord spent(Instant expires) {
        return record(CustodyLevel.SPENT, null, expires);
    }

    private static CustodyRecord record(CustodyLevel level, @Nullable String claimant, Instant expires) {
        return new CustodyRecord(level, Side.SECONDARY, claimant, null, null, List.of(), Set.of(), expires);
    }

    public static CustodyRecord killed() {
        return killedUntil(Time.system().now().plus(Duration.ofDays(90)));
    }

    public static CustodyRecord killedUntil(Instant expires) {
        return CustodyRecord.killed(null, "kill", expires);
    }

    public static CustodyRecord killedAgain(CustodyRecord before) {
        return CustodyRecord.killed(before, "again", before.expires());
    }

    /** What is pending at the secondary since now, and leased by no node. */
    public static OutboxEntry entry(String id, CustodyKey... names) {
        return entry(id, Side.SECONDARY, Time.system().now(), Instant.EPOCH, List.of(names), true);
    }

    /** What is pending at the secondary since some second, and leased by no node. */
    public static OutboxEntry entry(String id, long made, CustodyKey... names) {
        return entry(id, Side.SECONDARY, Instant.ofEpochSecond(made), Instant.EPOCH, List.of(names), true);
    }

    public static OutboxEntry entry(
            String id, Side side, Instant made, Instant heldUntil, List<CustodyKey> names, boolean ofMany) {
        Encrypted command = new Encrypted("key", "sealed text");
        return new OutboxEntry(
                id, side, "kill of " + id, names, ofMany, command, made, Instant.EPOCH, heldUntil, 0, null);
    }

    public static boolean put(CustodyStore store, CustodyKey key, CustodyRecord to) {
        return step(store, key, null, to);
    }

    public static boolean step(
            CustodyStore store, CustodyKey key, @Nullable CustodyRecord from, @Nullable CustodyRecord to) {
        return store.change(List.of(new Change(key, from, to)), List.of());
    }

    public static boolean put(CustodyStore store, OutboxEntry to) {
        return step(store, null, to);
    }

    public static boolean step(CustodyStore store, @Nullable OutboxEntry from, @Nullable OutboxEntry to) {
        return store.change(List.of(), List.of(new EntryChange(from, to)));
    }
}
