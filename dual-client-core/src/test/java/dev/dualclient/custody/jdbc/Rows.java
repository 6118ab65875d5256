package dev.dualclient.custody.jdbc;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.Firmness;
import dev.dualclient.custody.Sealed;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What tests put into a database. */
final class Rows {

    static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
    static final CustodyKey ONE = key(1);
    static final CustodyKey TWO = key(2);

    private Rows() {}

    static CustodyKey key(long number) {
        return new CustodyKey(0, number);
    }

    /** A claim; by whom tells one from the other. */
    static CustodyRecord claim(String claimant) {
        return record(Firmness.CLAIMED, claimant, LATER);
    }

    /** What is alarming. */
    static CustodyRecord spent(Instant expires) {
        return record(Firmness.SPENT, null, expires);
    }

    private static CustodyRecord record(Firmness firmness, @Nullable String claimant, Instant expires) {
        return new CustodyRecord(firmness, Side.SECONDARY, claimant, null, null, List.of(), Set.of(), expires);
    }

    /** What the secondary owes since some second, and nobody has in hand. */
    static Debt debt(String id, long made, CustodyKey... names) {
        return debt(id, Side.SECONDARY, made, Instant.EPOCH, List.of(names), List.of());
    }

    static Debt debt(
            String id, Side side, long made, Instant heldUntil, List<CustodyKey> names, List<CustodyKey> watched) {
        return new Debt(
                id,
                side,
                "kill of " + id,
                names,
                watched,
                new Sealed("key", "sealed text"),
                Instant.ofEpochSecond(made),
                Instant.EPOCH,
                heldUntil,
                0,
                null);
    }

    static boolean put(CustodyStore store, CustodyKey key, CustodyRecord to) {
        return step(store, key, null, to);
    }

    static boolean step(CustodyStore store, CustodyKey key, @Nullable CustodyRecord from, @Nullable CustodyRecord to) {
        return store.change(List.of(new Change(key, from, to)), List.of());
    }

    static boolean put(CustodyStore store, Debt to) {
        return step(store, null, to);
    }

    static boolean step(CustodyStore store, @Nullable Debt from, @Nullable Debt to) {
        return store.change(List.of(), List.of(new DebtChange(from, to)));
    }
}
