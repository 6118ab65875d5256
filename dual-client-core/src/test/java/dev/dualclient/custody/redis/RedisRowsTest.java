package dev.dualclient.custody.redis;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.LATER;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.claim;
import static dev.dualclient.custody.StoredThings.debt;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.custody.StoredThings.spent;
import static dev.dualclient.custody.StoredThings.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.Alarm;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.Debt;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.operation.Side;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How records, notes and the rows of the outbox are compared, found and ordered. */
class RedisRowsTest {

    private static final Debt THERE = debt("there", 1, KEY);

    private static RealRedis redis;

    private final ManualTime time = new ManualTime();
    private final CustodyStore store = new RedisStore(
            redis.settings().withPrefix(UUID.randomUUID() + ":").withTimeout(Duration.ofSeconds(20)), time);

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        redis = RealRedis.durable(directory);
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    @AfterEach
    void close() {
        store.close();
    }

    // ---- records and notes ----

    @Test
    void aRecordThatIsNotAsExpectedIsLeftAlone() {
        assertThat(step(store, KEY, claim("a"), claim("b"))).isFalse();
        assertThat(put(store, KEY, claim("a"))).isTrue();
        assertThat(put(store, KEY, claim("a"))).isFalse();
        assertThat(step(store, KEY, claim("A"), claim("b"))).isFalse();
        assertThat(step(store, KEY, claim("A"), null)).isFalse();
        assertThat(store.look(List.of(OTHER, KEY)).records())
                .containsOnlyKeys(KEY)
                .containsValue(claim("a"));
        assertThat(step(store, KEY, claim("a"), null)).isTrue();
        assertThat(store.look(List.of(KEY)).records()).isEmpty();
    }

    @Test
    void onlyWhatTellsOfAnEndIsAlarmingAndOnlyWhileItDoes() {
        assertThat(put(store, KEY, spent(LATER))).isTrue();
        assertThat(put(store, OTHER, spent(LATER))).isTrue();
        assertThat(put(store, key(3), claim("a"))).isTrue();
        assertThat(store.alarming(Alarm.END, LATER.minusSeconds(1))).containsExactlyInAnyOrder(KEY, OTHER);
        assertThat(store.alarming(Alarm.END, LATER)).isEmpty();

        assertThat(step(store, KEY, spent(LATER), claim("a"))).isTrue();
        assertThat(step(store, OTHER, spent(LATER), null)).isTrue();
        assertThat(store.alarming(Alarm.END, Instant.EPOCH)).isEmpty();
    }

    @Test
    void aNoteThatIsNotAsExpectedIsLeftAlone() {
        assertThat(store.note("note")).isNull();
        assertThat(store.note("note", "a", "b")).isFalse();
        assertThat(store.note("note", null, "a")).isTrue();
        assertThat(store.note("note", null, "b")).isFalse();
        assertThat(store.note("note", "b", "c")).isFalse();
        assertThat(store.note("note")).isEqualTo("a");
        assertThat(store.note("note", "a", "b")).isTrue();
        assertThat(store.note("note")).isEqualTo("b");
        assertThat(store.isDurable()).isTrue();
    }

    // ---- rows of the outbox ----

    @Test
    void aRowThatIsNotAsExpectedIsLeftAlone() {
        Debt different = debt("there", 2, KEY);
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, different)).isFalse();
        assertThat(step(store, different, THERE)).isFalse();
        assertThat(step(store, different, null)).isFalse();
        assertThat(step(store, debt("missing", 1), debt("missing", 2))).isFalse();
        assertThat(store.debts(10)).containsExactly(THERE);
        assertThat(step(store, THERE, different)).isTrue();
        assertThat(store.debts(10)).containsExactly(different);
    }

    @Test
    void aRowIsFoundUnderItsPresentNames() {
        Debt before = debt("row", Side.SECONDARY, Instant.EPOCH, Instant.EPOCH, List.of(KEY, OTHER, key(3)), true);
        Debt after = debt("row", Side.SECONDARY, Instant.EPOCH, Instant.EPOCH, List.of(OTHER, key(4)), true);
        assertThat(put(store, before)).isTrue();
        assertThat(named(key(3))).containsExactly(before);
        assertThat(step(store, before, after)).isTrue();
        assertThat(named(KEY)).isEmpty();
        assertThat(named(key(3))).isEmpty();
        assertThat(named(OTHER)).containsExactly(after);
        assertThat(named(key(4))).containsExactly(after);
    }

    @Test
    void whatBlocksComesFirstAndThenWhatIsOlder() {
        List<Debt> inOrder =
                List.of(debt("b", 2, KEY), debt("d", 2, OTHER), debt("a", 3, KEY), debt("e", 0), debt("c", 1));
        for (int i : List.of(3, 1, 4, 2, 0)) {
            assertThat(put(store, inOrder.get(i))).isTrue();
        }
        assertThat(store.debts(10)).isEqualTo(inOrder);
        assertThat(store.debts(3)).isEqualTo(inOrder.subList(0, 3));
    }

    @Test
    void rowsOfOneMicrosecondAreInOrderToo() {
        Debt second = debt("a", Side.SECONDARY, Instant.ofEpochSecond(1, 2), Instant.EPOCH, List.of(KEY), true);
        Debt first = debt("b", Side.SECONDARY, Instant.ofEpochSecond(1, 1), Instant.EPOCH, List.of(KEY), true);
        assertThat(put(store, second)).isTrue();
        assertThat(put(store, first)).isTrue();
        assertThat(store.debts(10)).containsExactly(first, second);
        assertThat(named(KEY)).containsExactly(first, second);
    }

    @Test
    void anOutboxThatCanBeReadIsReadAtOnce() {
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, debt("other", 2, KEY))).isTrue();
        assertThat(store.debts(1)).hasSize(1); // so that the server knows the script
        for (int limit : List.of(1, 2, 3, 100)) {
            long before = redis.scriptsRun();
            assertThat(store.debts(limit)).hasSize(Math.min(limit, 2));
            assertThat(redis.scriptsRun()).isEqualTo(before + 1);
        }
    }

    @Test
    void nobodyIsAskedForNoRows() {
        assertThat(put(store, THERE)).isTrue();
        long before = redis.scriptsRun();
        assertThat(store.debts(0)).isEmpty();
        assertThat(store.debts(-1)).isEmpty();
        assertThat(redis.scriptsRun()).isEqualTo(before);
    }

    @Test
    void onlyWhatBlocksAndIsInNobodysHandsIsOwed() {
        Instant until = time.now().plusSeconds(60);
        assertThat(put(store, debt("held", Side.PRIMARY, Instant.EPOCH, until, List.of(KEY), true)))
                .isTrue();
        assertThat(put(store, debt("repeat", 1))).isTrue();
        Debt ofOne = debt("one", Side.SECONDARY, Instant.EPOCH, Instant.EPOCH, List.of(OTHER), false);
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
