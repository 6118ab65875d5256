package dev.dualclient.test.contract;

import static dev.dualclient.test.contract.Samples.LATER;
import static dev.dualclient.test.contract.Samples.add;
import static dev.dualclient.test.contract.Samples.claim;
import static dev.dualclient.test.contract.Samples.entry;
import static dev.dualclient.test.contract.Samples.key;
import static dev.dualclient.test.contract.Samples.noticed;
import static dev.dualclient.test.contract.Samples.outbox;
import static dev.dualclient.test.contract.Samples.put;
import static dev.dualclient.test.contract.Samples.record;
import static dev.dualclient.test.contract.Samples.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyLevel;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.CustodyStore.PendingCount;
import dev.dualclient.custody.CustodyStore.Place;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.custody.Kill;
import dev.dualclient.custody.Kill.Reach;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link CustodyStore} promises, tested with one node that writes and another that reads. The stores of the
 * core pass it; a store of your own has to. Extend this class and say how a node opens the store:
 *
 * <pre>{@code
 * class MyStoreTest extends CustodyStoreContract {
 *
 *     private final MyDatabase database = MyDatabase.empty();
 *
 *     @Override
 *     protected CustodyStore open(Time time) {
 *         return new MyStore(database, time);
 *     }
 * }
 * }</pre>
 *
 * <p>JUnit makes a new instance for each test, so that each test has an empty store. The tests take their time from the
 * clock that {@link #open} gets, and do not sleep.
 */
public abstract class CustodyStoreContract {

    private final StoreTime time = new StoreTime();
    private CustodyStore store;
    private CustodyStore other;

    /**
     * Opens the store as one node does. It is called twice for each test: both nodes share what the store holds, and it
     * holds nothing at first.
     *
     * @param time the clock by which records expire and rows become due
     */
    protected abstract CustodyStore open(Time time);

    /** Opens the store for two nodes; to be called before each test. */
    @BeforeEach
    final void openTwice() {
        store = open(time);
        other = open(time);
    }

    // ---- records ----

    @Test
    void aFreshStoreHoldsNothing() {
        assertThat(store.look(List.of(key(1), key(2)))).isEqualTo(nothing());
        assertThat(store.look(List.of())).isEqualTo(nothing());
        assertThat(outbox(store)).isEmpty();
        assertThat(noticed(store, OutageNotice.END, Instant.EPOCH)).isEmpty();
        assertThat(store.note("note")).isNull();
    }

    @Test
    void aLookFindsTheRecordsOfItsKeysAndNoOthers() {
        IntStream.rangeClosed(1, 5).forEach(i -> makes(put(key(i), claim("c" + i))));
        assertThat(other.look(List.of(key(5), key(1), key(9), key(1))).records())
                .isEqualTo(Map.of(key(1), claim("c1"), key(5), claim("c5")));
    }

    @Test
    void aRecordComesBackAsItWas() {
        makes(put(key(1), Samples.full()));
        assertThat(other.look(List.of(key(1))).records()).isEqualTo(Map.of(key(1), Samples.full()));
    }

    @Test
    void whereNothingIsExpectedSomethingIsInTheWay() {
        makes(put(key(1), claim("first")));
        refuses(put(key(1), claim("second")));
        refuses(put(key(1), claim("first")));
        refuses(step(key(1), null, null));
        holds(1, claim("first"));
    }

    @Test
    void whereSomethingIsExpectedNothingIsNotEnough() {
        refuses(step(key(1), claim("a"), claim("b")));
        refuses(step(key(1), claim("a"), claim("a")));
        refuses(step(key(1), claim("a"), null));
        holds(1, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a ", "b"})
    void aRecordThatDiffersAtAllIsAnotherOne(String claimant) {
        makes(put(key(1), claim("a")));
        refuses(step(key(1), claim(claimant), claim("next")));
        refuses(step(key(1), claim(claimant), claim(claimant)));
        refuses(step(key(1), claim(claimant), null));
        holds(1, claim("a"));
    }

    @Test
    void aRecordIsReplacedKeptAndRemovedWhereItIsAsExpected() {
        makes(put(key(1), claim("a")));
        makes(step(key(1), claim("a"), claim("b")));
        holds(1, claim("b"));
        makes(step(key(1), claim("b"), claim("b")));
        holds(1, claim("b"));
        makes(step(key(1), claim("b"), null));
        holds(1, null);
        makes(step(key(1), null, null));
        holds(1, null);
        makes(put(key(1), claim("c")));
        holds(1, claim("c"));
    }

    @Test
    void aChangeIsMadeWholeOrNotAtAll() {
        makes(put(key(2), claim("there")));
        makes(put(key(4), claim("there")));
        assertThat(store.change(
                        List.of(
                                put(key(1), claim("new")),
                                step(key(2), claim("there"), claim("next")),
                                step(key(3), claim("missing"), claim("next")),
                                step(key(4), claim("there"), null)),
                        List.of(add(entry("d", key(1))))))
                .isFalse();
        assertThat(other.look(List.of(key(1), key(2), key(3), key(4))))
                .isEqualTo(new View(Map.of(key(2), claim("there"), key(4), claim("there")), List.of(), none()));

        assertThat(store.change(
                        List.of(
                                step(key(4), claim("there"), null),
                                step(key(3), null, null),
                                step(key(2), claim("there"), claim("next")),
                                put(key(1), claim("new"))),
                        List.of(add(entry("d", key(1))))))
                .isTrue();
        assertThat(other.look(List.of(key(1), key(2), key(3), key(4))))
                .isEqualTo(new View(
                        Map.of(key(1), claim("new"), key(2), claim("next")),
                        List.of(entry("d", key(1))),
                        Set.of(Side.SECONDARY)));
    }

    @Test
    void anExpectationOfTheOutboxHoldsRecordsBackToo() {
        makes(add(entry("d", key(1))));
        assertThat(store.change(List.of(put(key(1), claim("a"))), List.of(add(entry("d", key(2))))))
                .isFalse();
        assertThat(store.change(
                        List.of(put(key(1), claim("a"))),
                        List.of(step(Samples.naming(entry("d"), key(2)), Samples.held(entry("d", key(2)), LATER)))))
                .isFalse();
        holds(1, null);
    }

    @Test
    void aChangeOfNothingIsMade() {
        assertThat(store.change(List.of(), List.of())).isTrue();
    }

    // ---- the outbox ----

    @Test
    void aRowOfTheOutboxComesBackAsItWas() {
        OutboxEntry large = Samples.carrying(Samples.fullEntry(), "x".repeat(300_000));
        makes(add(large));
        assertThat(outbox(other)).isEqualTo(List.of(large));
        assertThat(other.look(List.of(key(22))).entries()).isEqualTo(List.of(large));
    }

    @Test
    void aLookFindsWhatNamesItsKeys() {
        OutboxEntry naming = Samples.made(entry("a", key(1), key(2)), 3);
        OutboxEntry second = Samples.made(entry("b", key(2), key(3)), 2);
        OutboxEntry both = Samples.made(entry("c", key(3)), 1);
        OutboxEntry neither = entry("d", key(4));
        List.of(naming, second, both, neither).forEach(entry -> makes(add(entry)));

        assertThat(other.look(List.of(key(1))).entries()).isEqualTo(List.of(naming));
        assertThat(other.look(List.of(key(2))).entries()).containsExactlyInAnyOrder(second, naming);
        assertThat(other.look(List.of(key(2), key(3))).entries()).containsExactlyInAnyOrder(both, second, naming);
        assertThat(other.look(List.of(key(5))).entries()).isEmpty();
    }

    @Test
    void whatIsOwedOfOneTokenIsOwedToNobodyElse() {
        makes(add(Samples.ofOne(entry("d", key(1)))));
        assertThat(other.look(List.of(key(1))).entries()).hasSize(1);
        assertThat(other.look(List.of(key(2)))).isEqualTo(nothing());
    }

    @Test
    void whatBlocksComesFirstAndThenWhatIsOlder() {
        List<OutboxEntry> inOrder = List.of(
                Samples.made(entry("b", key(1)), 2),
                Samples.made(entry("d", key(2)), 2),
                Samples.made(entry("a", key(1)), 3),
                Samples.made(entry("e"), 0),
                Samples.made(entry("c"), 1));
        IntStream.of(3, 1, 4, 2, 0).forEach(i -> makes(add(inOrder.get(i))));
        assertThat(outbox(other)).isEqualTo(inOrder);
    }

    @Test
    void aLookTellsOfTheOlderRowFirst() {
        List<OutboxEntry> inOrder = List.of(
                Samples.made(entry("c", key(1)), 1),
                Samples.made(entry("b", key(1)), 2),
                Samples.made(entry("d", key(1)), 2),
                Samples.made(entry("a", key(1)), 3));
        IntStream.of(2, 3, 0, 1).forEach(i -> makes(add(inOrder.get(i))));
        assertThat(other.look(List.of(key(1))).entries()).isEqualTo(inOrder);
    }

    @Test
    void aRowThatNamedNothingMayNameSomething() {
        OutboxEntry naming = Samples.naming(entry("d"), key(1));
        makes(add(entry("d")));
        makes(step(entry("d"), naming));
        assertThat(other.look(List.of(key(1))).entries()).isEqualTo(List.of(naming));
    }

    @Test
    void aRowIsFoundUnderItsPresentNames() {
        OutboxEntry before = entry("d", key(1), key(2), key(3));
        OutboxEntry after = Samples.naming(before, key(2), key(4));
        makes(add(before));
        makes(step(before, after));
        assertThat(other.look(List.of(key(1), key(3))).entries()).isEmpty();
        assertThat(other.look(List.of(key(2))).entries()).isEqualTo(List.of(after));
        assertThat(other.look(List.of(key(4))).entries()).isEqualTo(List.of(after));
        makes(step(after, null));
        assertThat(other.look(List.of(key(2), key(4)))).isEqualTo(nothing());
        assertThat(outbox(other)).isEmpty();
    }

    @Test
    void aRowThatIsGoneHasNoNameLeft() {
        OutboxEntry there = entry("d", key(1), key(2));
        makes(add(there));
        makes(step(entry("d", key(1)), null)); // who removes it may not know all its names
        assertThat(other.look(List.of(key(1), key(2)))).isEqualTo(nothing());
    }

    @Test
    void aRowThatIsNotAsExpectedIsLeftAlone() {
        OutboxEntry there = entry("d", key(1));
        OutboxEntry different = Samples.carrying(there, "TEXT");
        makes(add(there));
        refuses(add(different));
        refuses(step(different, there));
        refuses(step(different, null));
        refuses(step(entry("e", key(1)), entry("e", key(2))));
        assertThat(outbox(other)).isEqualTo(List.of(there));
        makes(step(there, different));
        assertThat(outbox(other)).isEqualTo(List.of(different));
        makes(step(different, null));
        assertThat(outbox(other)).isEmpty();
    }

    @Test
    void oneOfSeveralRowsThatIsNotAsExpectedHoldsAllBack() {
        OutboxEntry one = entry("a", key(1));
        OutboxEntry two = entry("b", key(2));
        List.of(one, two).forEach(entry -> makes(add(entry)));
        assertThat(store.change(
                        List.of(),
                        List.of(step(two, Samples.made(two, 9)), step(Samples.made(one, 8), Samples.made(one, 9)))))
                .isFalse();
        assertThat(outbox(other)).isEqualTo(List.of(one, two));
    }

    @Test
    void onlyWhatBlocksAndIsInNobodysHandsIsOwed() {
        OutboxEntry repeat = entry("repeat");
        OutboxEntry held = Samples.held(entry("held", key(1)), time.now().plusSeconds(60));
        makes(add(repeat));
        makes(add(held));
        assertThat(store.look(List.of()).lagging()).isEmpty();
        assertThat(store.look(List.of(key(1))).entries()).isEqualTo(List.of(held));

        time.advance(Duration.ofSeconds(61)); // the hold is over, and nobody has said anything
        assertThat(store.look(List.of(key(9))).lagging()).containsExactly(Side.SECONDARY);
        makes(add(Samples.ofOne(entry("of one token", key(1)))));
        makes(step(held, null));
        assertThat(store.look(List.of()).lagging()).isEmpty();
        makes(add(Samples.held(Samples.fullEntry(), Instant.EPOCH)));
        assertThat(store.look(List.of()).lagging()).containsExactly(Side.PRIMARY);
    }

    @Test
    void rowsOfABackendAreReadPageByPage() {
        List<OutboxEntry> inOrder = List.of(
                Samples.made(entry("c", key(1)), 1),
                Samples.made(entry("b", key(2)), 2),
                Samples.made(entry("d", key(3)), 2),
                Samples.made(entry("a", key(4)), 3));
        IntStream.of(2, 3, 0, 1).forEach(i -> makes(add(inOrder.get(i))));
        makes(add(entry("repeat")));
        makes(add(Samples.fullEntry()));
        assertThat(other.pending(Side.SECONDARY, true, null, 3)).isEqualTo(inOrder.subList(0, 3));
        assertThat(other.pending(Side.SECONDARY, true, Place.of(inOrder.get(1)), 3))
                .isEqualTo(inOrder.subList(2, 4));
        assertThat(other.pending(Side.SECONDARY, true, Place.of(inOrder.get(3)), 3))
                .isEmpty();
        assertThat(other.pending(Side.SECONDARY, false, null, 3)).containsExactly(entry("repeat"));
        assertThat(other.pending(Side.PRIMARY, true, null, 3)).containsExactly(Samples.fullEntry());
        assertThat(other.pending(Side.PRIMARY, false, null, 3)).isEmpty();

        makes(step(inOrder.get(1), null)); // a page begins behind a row that is gone, too
        assertThat(other.pending(Side.SECONDARY, true, Place.of(inOrder.get(1)), 3))
                .isEqualTo(inOrder.subList(2, 4));
    }

    @Test
    void dueIsWhatIsInNobodysHandsAndWhatWaitsForLongestComesFirst() {
        Instant now = time.now();
        OutboxEntry held = Samples.held(entry("held", key(1)), now.plusSeconds(60));
        OutboxEntry waits = Samples.held(entry("waits", key(2)), now.minusSeconds(5));
        OutboxEntry longer = Samples.held(entry("longer", key(3)), now.minusSeconds(6));
        List.of(held, waits, longer, entry("repeat")).forEach(entry -> makes(add(entry)));
        assertThat(other.due(Side.SECONDARY, true, now, 9)).containsExactly(longer, waits);
        assertThat(other.due(Side.SECONDARY, true, now, 1)).containsExactly(longer);
        assertThat(other.due(Side.SECONDARY, true, now.plusSeconds(60), 9)).containsExactly(longer, waits, held);
        assertThat(other.due(Side.SECONDARY, false, now, 9)).containsExactly(entry("repeat"));
        assertThat(other.due(Side.PRIMARY, true, now, 9)).isEmpty();

        OutboxEntry again = Samples.held(longer, now.plusSeconds(1));
        makes(step(longer, again));
        assertThat(other.due(Side.SECONDARY, true, now, 9)).containsExactly(waits);
        makes(step(again, null));
        assertThat(other.due(Side.SECONDARY, true, now.plusSeconds(9), 9)).containsExactly(waits);
    }

    @Test
    void rowsAreFoundByTheirIdsAndByTheirRequest() {
        OutboxEntry one = entry("a", key(1));
        OutboxEntry two = entry("b");
        List.of(one, two).forEach(entry -> makes(add(entry)));
        assertThat(other.entries(List.of("b", "missing", "a"))).containsExactlyInAnyOrder(one, two);
        assertThat(other.entries(List.of())).isEmpty();
        assertThat(other.entriesOf("kill of b")).containsExactly(two);
        assertThat(other.entriesOf("kill of nothing")).isEmpty();
        makes(step(two, null));
        assertThat(other.entriesOf("kill of b")).isEmpty();
    }

    @Test
    void rowsOfABackendAreCountedUpToABound() {
        assertThat(other.countPending(Side.SECONDARY, 9)).isEqualTo(new PendingCount(0, 0, null));
        OutboxEntry older = entry("a", key(1));
        List.of(older, Samples.made(entry("b", key(1)), 1), entry("c")).forEach(entry -> makes(add(entry)));
        assertThat(other.countPending(Side.SECONDARY, 9)).isEqualTo(new PendingCount(2, 1, older.made()));
        assertThat(other.countPending(Side.SECONDARY, 1)).isEqualTo(new PendingCount(1, 1, older.made()));
        assertThat(other.countPending(Side.PRIMARY, 9)).isEqualTo(new PendingCount(0, 0, null));
    }

    // ---- what a node keeps for an outage of the store ----

    @Test
    void noticedKeysAreReadPageByPage() {
        List<Instant> expiries = List.of(LATER, LATER, LATER, LATER.plusSeconds(1), LATER.plusSeconds(2));
        IntStream.range(0, expiries.size())
                .forEach(i -> makes(
                        put(key(i), record(CustodyLevel.SPENT, Side.SECONDARY, null, List.of(), expiries.get(i)))));
        List<NoticedKey> read = new ArrayList<>();
        List<NoticedKey> page = other.noticed(OutageNotice.END, NoticedKey.from(LATER.minusSeconds(1)), 2);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(2);
            read.addAll(page);
            page = other.noticed(OutageNotice.END, page.get(page.size() - 1), 2);
        }
        assertThat(read).extracting(NoticedKey::key).containsExactlyInAnyOrder(key(0), key(1), key(2), key(3), key(4));
        assertThat(read).isSortedAccordingTo(Comparator.comparing(NoticedKey::expires));
    }

    @Test
    void killsAndWhatIsSpentAtTheSecondaryAreNoticed() {
        List<Kill> kills = List.of(new Kill("k", null, false, Reach.ONE));
        makes(put(key(1), record(CustodyLevel.SPENT, Side.SECONDARY, null, List.of(), LATER)));
        makes(put(key(2), record(CustodyLevel.SPENT, Side.PRIMARY, null, List.of(), LATER)));
        makes(put(key(3), record(CustodyLevel.UNKNOWN, Side.PRIMARY, null, kills, LATER)));
        makes(put(key(4), claim("a")));
        assertThat(noticed(other, OutageNotice.END, Instant.EPOCH)).containsExactlyInAnyOrder(key(1), key(3));

        makes(step(key(4), claim("a"), record(CustodyLevel.CLAIMED, Side.PRIMARY, "a", kills, LATER)));
        makes(step(
                key(3),
                record(CustodyLevel.UNKNOWN, Side.PRIMARY, null, kills, LATER),
                record(CustodyLevel.SEEN, Side.PRIMARY, null, List.of(), LATER)));
        assertThat(noticed(other, OutageNotice.END, Instant.EPOCH)).containsExactlyInAnyOrder(key(1), key(4));
    }

    @Test
    void killsOfManyAreKeptApartFromThoseOfOne() {
        CustodyRecord one = record(CustodyLevel.UNKNOWN, Side.PRIMARY, null, List.of(kill("1", Reach.ONE)), LATER);
        List<Kill> both = List.of(kill("1", Reach.ONE), kill("2", Reach.MANY));
        CustodyRecord many = record(CustodyLevel.UNKNOWN, Side.PRIMARY, null, both, LATER);
        makes(put(key(1), one));
        makes(put(key(2), many));
        makes(put(key(3), record(CustodyLevel.UNKNOWN, Side.PRIMARY, null, List.of(kill("3", Reach.FOREVER)), LATER)));
        assertThat(noticed(other, OutageNotice.END, Instant.EPOCH)).containsExactly(key(1));
        assertThat(noticed(other, OutageNotice.CUT, Instant.EPOCH)).containsExactlyInAnyOrder(key(2), key(3));

        makes(step(key(1), one, many));
        makes(step(key(2), many, one));
        assertThat(noticed(other, OutageNotice.END, Instant.EPOCH)).containsExactly(key(2));
        assertThat(noticed(other, OutageNotice.CUT, Instant.EPOCH)).containsExactlyInAnyOrder(key(1), key(3));
        assertThat(noticed(other, OutageNotice.CUT, LATER.plusSeconds(1))).isEmpty();
    }

    private static Kill kill(String id, Reach reach) {
        return new Kill(id, null, true, reach);
    }

    @Test
    void noticedIsWhatExpiresAfterAnInstant() {
        makes(put(key(1), record(CustodyLevel.SPENT, Side.SECONDARY, null, List.of(), LATER)));
        makes(put(key(2), record(CustodyLevel.SPENT, Side.SECONDARY, null, List.of(), LATER.plusSeconds(2))));
        assertThat(noticed(other, OutageNotice.END, LATER.plusSeconds(1))).containsExactly(key(2));
        assertThat(noticed(other, OutageNotice.END, LATER.plusSeconds(3))).isEmpty();
    }

    // ---- notes ----

    @Test
    void aNoteIsWrittenWhereItIsAsExpected() {
        assertThat(store.note("name", "there", "new")).isFalse();
        assertThat(store.note("name", null, "first")).isTrue();
        assertThat(store.note("name", null, "second")).isFalse();
        for (String different : List.of("First", "first ", "second", "")) {
            assertThat(store.note("name", different, "second")).as(different).isFalse();
        }
        assertThat(other.note("name")).isEqualTo("first");
        assertThat(other.note("name", "first", "second")).isTrue();
        assertThat(store.note("name")).isEqualTo("second");
        assertThat(store.note("name", "second", "second")).isTrue();
    }

    @Test
    void notesOfDifferentNamesAreDifferent() {
        String large = "ü😀\n'\"\\ ".repeat(20_000);
        assertThat(store.note("name", null, "1")).isTrue();
        assertThat(store.note("Name", null, "2 ")).isTrue();
        assertThat(store.note("stage/for:client ü", null, large)).isTrue();
        assertThat(other.note("name")).isEqualTo("1");
        assertThat(other.note("Name")).isEqualTo("2 ");
        assertThat(other.note("stage/for:client ü")).isEqualTo(large);
    }

    // ---- time ----

    @Test
    void aNodeWhoseClockHasJumpedMakesNobodyForget() {
        StoreTime jumped = new StoreTime();
        jumped.advance(Duration.ofDays(10_000));
        CustodyStore wrong = open(jumped);
        CustodyRecord young = record(
                CustodyLevel.SPENT, Side.SECONDARY, "a", List.of(), time.now().plusSeconds(60));
        CustodyRecord next = record(CustodyLevel.SPENT, Side.SECONDARY, "b", List.of(), young.expires());
        makes(put(key(1), young));
        assertThat(wrong.change(List.of(step(key(1), young, next)), List.of())).isTrue();
        for (int i = 2; i < 5; i++) {
            jumped.advance(Duration.ofHours(1));
            assertThat(wrong.change(List.of(put(key(i), claim("c"))), List.of()))
                    .isTrue();
        }
        holds(1, next);
    }

    private static View nothing() {
        return new View(Map.of(), List.of(), none());
    }

    private static Set<Side> none() {
        return Set.of();
    }

    private void makes(CustodyStore.Change change) {
        assertThat(store.change(List.of(change), List.of())).isTrue();
    }

    private void makes(CustodyStore.EntryChange change) {
        assertThat(store.change(List.of(), List.of(change))).isTrue();
    }

    private void refuses(CustodyStore.Change change) {
        assertThat(store.change(List.of(change), List.of())).isFalse();
    }

    private void refuses(CustodyStore.EntryChange change) {
        assertThat(store.change(List.of(), List.of(change))).isFalse();
    }

    private void holds(long number, @Nullable CustodyRecord record) {
        assertThat(other.look(List.of(key(number))).records())
                .isEqualTo(record == null ? Map.of() : Map.of(key(number), record));
    }
}
