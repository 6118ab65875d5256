package dev.dualclient.custody.redis;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.ManualTime;
import dev.dualclient.custody.OutboxEntry;
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

/** How rows of the outbox are ordered and read. */
class RedisRowsTest {

    private static final OutboxEntry THERE = entry("there", 1, KEY);

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

    // ---- rows of the outbox ----

    @Test
    void rowsOfOneMicrosecondAreInOrderToo() {
        OutboxEntry second = entry("a", Side.SECONDARY, Instant.ofEpochSecond(1, 2), Instant.EPOCH, List.of(KEY), true);
        OutboxEntry first = entry("b", Side.SECONDARY, Instant.ofEpochSecond(1, 1), Instant.EPOCH, List.of(KEY), true);
        assertThat(put(store, second)).isTrue();
        assertThat(put(store, first)).isTrue();
        assertThat(outbox(store)).containsExactly(first, second);
        assertThat(named(KEY)).containsExactly(first, second);
    }

    @Test
    void anOutboxThatCanBeReadIsReadAtOnce() {
        assertThat(put(store, THERE)).isTrue();
        assertThat(put(store, entry("other", 2, KEY))).isTrue();
        assertThat(store.pending(Side.SECONDARY, true, null, 1)).hasSize(1); // so that the server knows the script
        for (int limit : List.of(1, 2, 3, 100)) {
            long before = redis.scriptsRun();
            assertThat(store.pending(Side.SECONDARY, true, null, limit)).hasSize(Math.min(limit, 2));
            assertThat(redis.scriptsRun()).isEqualTo(before + 1);
        }
    }

    @Test
    void nobodyIsAskedForNoRows() {
        assertThat(put(store, THERE)).isTrue();
        long before = redis.scriptsRun();
        assertThat(store.pending(Side.SECONDARY, true, null, 0)).isEmpty();
        assertThat(store.pending(Side.SECONDARY, true, null, -1)).isEmpty();
        assertThat(redis.scriptsRun()).isEqualTo(before);
    }

    private List<OutboxEntry> named(CustodyKey key) {
        return store.look(List.of(key)).entries();
    }
}
