package dev.dualclient.custody;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.backend.Time;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.DebtChange;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.operation.Side;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisStoreTest {

    private static final CustodyKey ONE = new CustodyKey(1, 1);
    private static final CustodyKey TWO = new CustodyKey(2, 2);
    private static final Instant NOW = Time.system().now();

    private static RealRedis redis;

    @BeforeAll
    static void start(@TempDir Path directory) {
        redis = RealRedis.durable(directory);
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void roundTrip() {
        try (CustodyStore store = RedisStore.connect(redis.settings(), Time.system())) {
            assertThat(store.look(List.of(ONE, TWO))).isEqualTo(new View(Map.of(), List.of(), Set.of()));
            CustodyRecord record = CustodyRecord.killed(null, "k", NOW.plusSeconds(60));
            Debt debt = new Debt(
                    "d1",
                    Side.SECONDARY,
                    "k",
                    List.of(TWO),
                    List.of(),
                    new Sealed("a", "b"),
                    NOW,
                    NOW,
                    Instant.EPOCH,
                    0,
                    null);
            assertThat(store.change(List.of(new Change(ONE, null, record)), List.of(new DebtChange(null, debt))))
                    .isTrue();
            assertThat(store.change(List.of(new Change(ONE, null, record)), List.of()))
                    .isFalse();
            assertThat(store.look(List.of(ONE, TWO)))
                    .isEqualTo(new View(Map.of(ONE, record), List.of(debt), Set.of(Side.SECONDARY)));
            assertThat(store.look(List.of(ONE)))
                    .isEqualTo(new View(Map.of(ONE, record), List.of(), Set.of(Side.SECONDARY)));
            assertThat(store.debts(10)).containsExactly(debt);
            assertThat(store.alarming(NOW)).containsExactly(ONE);
            assertThat(store.note("n")).isNull();
            assertThat(store.note("n", null, "a")).isTrue();
            assertThat(store.note("n", null, "a")).isFalse();
            assertThat(store.note("n", "a", "b")).isTrue();
            assertThat(store.note("n")).isEqualTo("b");
            assertThat(store.change(List.of(new Change(ONE, record, null)), List.of(new DebtChange(debt, null))))
                    .isTrue();
            assertThat(store.look(List.of(ONE, TWO))).isEqualTo(new View(Map.of(), List.of(), Set.of()));
            List<String> keys = redis.ask(r -> r.keys("*"));
            assertThat(keys)
                    .containsExactlyInAnyOrder("dual-client:identity", "dual-client:revision", "dual-client:note:n");
        }
    }
}
