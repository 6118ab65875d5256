package dev.dualclient.custody;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What tests of stores put into them. */
public final class StoredThings {

    public static final CustodyKey KEY = new CustodyKey(1, 1);
    public static final CustodyKey OTHER = new CustodyKey(2, 2);

    private StoredThings() {}

    public static CustodyRecord killed() {
        return killedUntil(Time.system().now().plus(Duration.ofDays(90)));
    }

    public static CustodyRecord killedUntil(Instant expires) {
        return CustodyRecord.killed(null, "kill", expires);
    }

    public static CustodyRecord killedAgain(CustodyRecord before) {
        return CustodyRecord.killed(before, "again", before.expires());
    }

    public static Debt debt(String id, CustodyKey... names) {
        Instant now = Time.system().now();
        Sealed errand = new Sealed("key", "sealed");
        return new Debt(
                id, Side.SECONDARY, "kill", List.of(names), List.of(), errand, now, now, Instant.EPOCH, 0, null);
    }

    public static boolean put(CustodyStore store, CustodyKey key, CustodyRecord record) {
        return store.change(List.of(new Change(key, null, record)), List.of());
    }

    public static boolean put(CustodyStore store, Debt debt) {
        return store.change(List.of(), List.of(new DebtChange(null, debt)));
    }
}
