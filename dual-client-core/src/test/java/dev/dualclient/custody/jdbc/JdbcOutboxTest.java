package dev.dualclient.custody.jdbc;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.debt;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.operation.Side;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How rows of the outbox are compared, ordered, and found by what they name. */
class JdbcOutboxTest {

    private static final Debt THERE = debt("there", 1, KEY);

    private final ManualTime time = new ManualTime();
    private final Database database = new Database();
    private final Tap tap = new Tap(database.source());
    private final CustodyStore store = database.open(tap.source(), time, Database.PATIENT);

    @AfterEach
    void tearDown() throws SQLException {
        database.close();
    }

    // ---- compare and set ----

    @Test
    void aRowThatIsNotAsExpectedIsLeftAlone() {
        Debt different = debt("there", 2, KEY);
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, different)).isFalse();
        assertThat(step(store, different, THERE)).isFalse();
        assertThat(step(store, different, null)).isFalse();
        assertThat(step(store, debt("missing", 1), debt("missing", 2))).isFalse();
        assertThat(store.debts(10)).containsExactly(THERE);
        assertThat(step(store, THERE, THERE)).isTrue();
        assertThat(step(store, THERE, different)).isTrue();
        assertThat(store.debts(10)).containsExactly(different);
        assertThat(step(store, different, null)).isTrue();
        assertThat(store.debts(10)).isEmpty();
    }

    @Test
    void aRowThatIsNotAsExpectedHoldsRecordsBackToo() {
        assertThat(store.change(
                        List.of(new Change(KEY, null, claim("a"))), List.of(new DebtChange(THERE, debt("there", 2)))))
                .isFalse();
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void oneOfSeveralRowsThatIsNotAsExpectedHoldsAllBack() {
        Debt other = debt("other", 2, OTHER);
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, other)).isTrue();
        assertThat(store.change(
                        List.of(),
                        List.of(
                                new DebtChange(other, debt("other", 3, OTHER)),
                                new DebtChange(debt("there", 9, KEY), debt("there", 3, KEY)))))
                .isFalse();
        assertThat(store.debts(10)).containsExactly(THERE, other);
    }

    @Test
    void rowsAreWrittenInTheOrderOfTheirIdsSoThatNoTwoChangesWaitForEachOther() {
        Debt c = debt("c", 1);
        assertThat(put(store, c)).isTrue();
        tap.clear();
        assertThat(store.change(
                        List.of(),
                        List.of(
                                new DebtChange(null, debt("d", 1)),
                                new DebtChange(c, null),
                                new DebtChange(null, debt("b", 1)),
                                new DebtChange(null, debt("a", 1)))))
                .isTrue();
        assertThat(tap.calls("setObject(8, ", "setObject(1, c)"))
                .containsExactly("setObject(8, a)", "setObject(8, b)", "setObject(1, c)", "setObject(8, d)");
    }

    // ---- order ----

    @Test
    void whatBlocksComesFirstAndThenWhatIsOlder() {
        List<Debt> inOrder =
                List.of(debt("b", 2, KEY), debt("d", 2, OTHER), debt("a", 3, KEY), debt("e", 0), debt("c", 1));
        for (int i : List.of(3, 1, 4, 2, 0)) {
            assertThat(put(store, inOrder.get(i))).isTrue();
        }
        assertThat(store.debts(10)).isEqualTo(inOrder);
        assertThat(store.debts(2)).isEqualTo(inOrder.subList(0, 2));
    }

    @Test
    void aLookTellsOfTheOlderRowFirst() {
        List<Debt> inOrder = List.of(debt("c", 1, KEY), debt("b", 2, KEY), debt("d", 2, KEY), debt("a", 3, KEY));
        for (int i : List.of(2, 3, 0, 1)) {
            assertThat(put(store, inOrder.get(i))).isTrue();
        }
        assertThat(store.look(List.of(KEY)).debts()).isEqualTo(inOrder);
    }

    // ---- names ----

    @Test
    void aLookFindsWhatNamesItsKeys() {
        Debt naming = debt("naming", 1, OTHER, key(3));
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, naming)).isTrue();
        assertThat(named(KEY)).containsExactly(THERE);
        assertThat(named(OTHER)).containsExactly(naming);
        assertThat(named(key(3))).containsExactly(naming);
        assertThat(named(key(4))).isEmpty();
    }

    @Test
    void aRowIsFoundUnderItsPresentNames() throws SQLException {
        Debt before = debt("row", 1, KEY, OTHER, key(3));
        Debt after = debt("row", 1, OTHER, key(4));
        assertThat(put(store, before)).isTrue();
        assertThat(step(store, before, after)).isTrue();
        assertThat(named(KEY)).isEmpty();
        assertThat(named(key(3))).isEmpty();
        assertThat(named(OTHER)).containsExactly(after);
        assertThat(named(key(4))).containsExactly(after);
        assertThat(step(store, after, null)).isTrue();
        assertThat(database.number("select count(*) from dual_client_debt_name"))
                .isZero();
    }

    @Test
    void aRowThatNamedNothingMayNameSomething() {
        Debt nameless = debt("row", 1);
        Debt naming = debt("row", 1, KEY);
        assertThat(put(store, nameless)).isTrue();
        assertThat(step(store, nameless, naming)).isTrue();
        assertThat(named(KEY)).containsExactly(naming);
    }

    @Test
    void namesThatStayAreNotWrittenAgain() {
        assertThat(put(store, THERE)).isTrue();
        tap.clear();
        assertThat(step(store, THERE, debt("there", 2, KEY))).isTrue();
        assertThat(tap.calls(
                        "prepareStatement(update",
                        "prepareStatement(insert",
                        "prepareStatement(delete from dual_client_debt"))
                .singleElement()
                .asString()
                .startsWith("prepareStatement(update dual_client_debt ");
        assertThat(named(KEY)).containsExactly(debt("there", 2, KEY));
    }

    // ---- owing ----

    @Test
    void onlyWhatBlocksAndIsInNobodysHandsIsOwed() {
        Instant until = time.now().plusSeconds(60);
        Debt held = debt("held", Side.PRIMARY, Instant.ofEpochSecond(1), until, List.of(KEY), true);
        assertThat(put(store, held)).isTrue();
        assertThat(put(store, debt("repeat", 1))).isTrue();
        Debt ofOne = debt("one", Side.SECONDARY, Instant.ofEpochSecond(1), Instant.EPOCH, List.of(OTHER), false);
        assertThat(put(store, ofOne)).isTrue();
        assertThat(store.look(List.of(KEY)).owing()).isEmpty();
        time.advance(Duration.ofSeconds(60)); // the hold is over, and nobody has said anything
        assertThat(store.look(List.of()).owing()).containsExactly(Side.PRIMARY);
        assertThat(put(store, debt("free", 1, OTHER))).isTrue();
        assertThat(store.look(List.of()).owing()).containsExactlyInAnyOrder(Side.PRIMARY, Side.SECONDARY);
    }

    private List<Debt> named(CustodyKey key) {
        return store.look(List.of(key)).debts();
    }
}
