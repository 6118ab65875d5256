package dev.dualclient.custody;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.test.contract.Samples.noticed;
import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The store in the memory of a process: its bound, its clock, its order. */
class MemoryStoreTest {

    private final ManualTime time = new ManualTime();
    private final MemoryStore store = new MemoryStore(2, time);
    private final CustodyRecord seen = CustodyRecord.seen(null, time.now().plusSeconds(60));

    @Test
    void recordsAndRowsCountTogetherAndWhatIsThereMayStillChange() {
        OutboxEntry entry = StoredThings.entry("d", KEY);
        assertThat(put(store, KEY, seen)).isTrue();
        assertThat(put(store, entry)).isTrue();
        assertThatThrownBy(() -> put(store, OTHER, seen)).isInstanceOf(StoreFullException.class);
        assertThatThrownBy(() -> put(store, StoredThings.entry("e"))).isInstanceOf(StoreFullException.class);
        assertThat(store.look(List.of(KEY, OTHER)).records()).isEqualTo(Map.of(KEY, seen));

        CustodyRecord spent = CustodyRecord.spent(seen, Side.PRIMARY, null, seen.expires());
        OutboxEntry taken = entry.taken(time.now(), Duration.ofSeconds(1));
        assertThat(store.change(List.of(new Change(KEY, seen, spent)), List.of(new EntryChange(entry, taken))))
                .isTrue();
        assertThat(store.change(List.of(new Change(OTHER, null, null)), List.of(new EntryChange(taken, null))))
                .isTrue();
        assertThat(put(store, OTHER, seen)).isTrue();
    }

    @Test
    void whatHasExpiredTakesNoRoom() {
        assertThat(put(store, KEY, seen)).isTrue();
        assertThat(put(store, OTHER, seen)).isTrue();
        CustodyRecord later = CustodyRecord.seen(null, time.now().plusSeconds(120));
        assertThatThrownBy(() -> put(store, key(3), later)).isInstanceOf(StoreFullException.class);
        time.advance(Duration.ofSeconds(61));
        assertThat(put(store, key(3), later)).isTrue();
        assertThat(put(store, key(4), later)).isTrue();
        assertThatThrownBy(() -> put(store, key(5), later)).isInstanceOf(StoreFullException.class);
    }

    @Test
    void aChangeIsMadeWholeOrNotAtAll() {
        OutboxEntry entry = StoredThings.entry("d", KEY);
        assertThat(put(store, KEY, seen)).isTrue();
        assertThat(store.change(List.of(new Change(KEY, null, null)), List.of(new EntryChange(null, entry))))
                .isFalse();
        assertThat(outbox(store)).isEmpty();
        assertThat(store.change(List.of(new Change(KEY, seen, null)), List.of(new EntryChange(entry, null))))
                .isFalse();
        assertThat(store.look(List.of(KEY)).records()).isEqualTo(Map.of(KEY, seen));
        assertThat(store.change(List.of(new Change(KEY, seen, null)), List.of(new EntryChange(null, entry))))
                .isTrue();
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
        assertThat(outbox(store)).containsExactly(entry);
    }

    @Test
    void aRecordLivesUntilItExpiresHoweverOftenItIsLookedAt() {
        assertThat(put(store, KEY, seen)).isTrue();
        time.advance(Duration.ofSeconds(59));
        assertThat(store.look(List.of(KEY)).records()).hasSize(1);
        time.advance(Duration.ofSeconds(2));
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void aChangeThatExpiresLaterLivesLongerAndAJumpOfTheClockShortensNothing() {
        assertThat(put(store, KEY, seen)).isTrue();
        CustodyRecord longer = CustodyRecord.opened(
                seen, "kill", null, Reach.ONE, seen.expires().plusSeconds(60));
        assertThat(store.change(List.of(new Change(KEY, seen, longer)), List.of()))
                .isTrue();
        time.wrong(Duration.ofDays(1));
        assertThat(store.change(List.of(new Change(KEY, longer, seen)), List.of()))
                .isTrue();
        time.advance(Duration.ofSeconds(119));
        assertThat(store.look(List.of(KEY)).records()).isEqualTo(Map.of(KEY, seen));
        time.advance(Duration.ofSeconds(2));
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void whatNobodyHasInHandIsOwed() {
        OutboxEntry entry = StoredThings.entry("d", KEY);
        OutboxEntry held = entry.heldUntil(time.now().plusSeconds(10));
        OutboxEntry repeat = entry.with(List.of());
        assertThat(put(store, held)).isTrue();
        assertThat(store.look(List.of()).lagging()).isEmpty();
        assertThat(store.look(List.of(KEY)).entries()).containsExactly(held);
        assertThat(store.look(List.of(OTHER)).entries()).isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(store.look(List.of()).lagging()).containsExactly(Side.SECONDARY);
        assertThat(store.change(List.of(), List.of(new EntryChange(held, repeat))))
                .isTrue();
        assertThat(store.look(List.of()).lagging()).isEmpty();
    }

    @Test
    void rowsThatBlockComeFirstAndOfThemTheOldest() {
        MemoryStore large = new MemoryStore(10, time);
        OutboxEntry repeat = StoredThings.entry("a");
        OutboxEntry second = StoredThings.entry("c", KEY);
        OutboxEntry first = new OutboxEntry(
                "b",
                Side.PRIMARY,
                "kill",
                List.of(KEY),
                true,
                second.command(),
                second.made(),
                second.due(),
                second.heldUntil(),
                0,
                null);
        OutboxEntry oldest = new OutboxEntry(
                "z",
                Side.PRIMARY,
                "kill",
                List.of(KEY),
                true,
                second.command(),
                second.made().minusSeconds(1),
                second.due(),
                second.heldUntil(),
                0,
                null);
        List.of(repeat, second, first, oldest)
                .forEach(entry -> assertThat(put(large, entry)).isTrue());
        assertThat(outbox(large)).containsExactly(oldest, first, second, repeat);
    }

    @Test
    void onlyWhatExpiresLaterIsNoticed() {
        CustodyRecord killed = CustodyRecord.killed(null, "kill", seen.expires());
        assertThat(put(store, KEY, killed)).isTrue();
        assertThat(put(store, OTHER, seen)).isTrue();
        assertThat(noticed(store, OutageNotice.END, seen.expires())).containsExactly(KEY);
        assertThat(noticed(store, OutageNotice.END, seen.expires().plusSeconds(1)))
                .isEmpty();
    }

    @Test
    void aNoteIsReplacedByWhoKnowsIt() {
        assertThat(store.note("n")).isNull();
        assertThat(store.note("n", "one", "two")).isFalse();
        assertThat(store.note("n", null, "one")).isTrue();
        assertThat(store.note("n", null, "two")).isFalse();
        assertThat(store.note("n", "one", "two")).isTrue();
        assertThat(store.note("n")).isEqualTo("two");
    }

    @Test
    void whatIsClosedIsEmpty() {
        assertThat(put(store, KEY, seen)).isTrue();
        assertThat(put(store, StoredThings.entry("d", KEY))).isTrue();
        assertThat(store.note("n", null, "one")).isTrue();
        store.close();
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
        assertThat(outbox(store)).isEmpty();
        assertThat(store.note("n")).isNull();
        assertThat(store.isDurable()).isFalse();
    }
}
