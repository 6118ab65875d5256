package dev.dualclient.custody.redis;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.entry;
import static dev.dualclient.custody.StoredThings.key;
import static dev.dualclient.custody.StoredThings.killed;
import static dev.dualclient.custody.StoredThings.killedAgain;
import static dev.dualclient.custody.StoredThings.killedUntil;
import static dev.dualclient.custody.StoredThings.put;
import static dev.dualclient.test.contract.Samples.noticed;
import static dev.dualclient.test.contract.Samples.outbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.Change;
import dev.dualclient.custody.CustodyStore.EntryChange;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.OutboxEntry;
import dev.dualclient.custody.StoreLog;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.custody.StoredThings;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the keys in Redis hold, how long they live, and what becomes of those that somebody has damaged. */
class RedisKeysTest {

    private static RealRedis redis;

    private CustodyStore store;

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        redis = RealRedis.durable(directory);
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    @BeforeEach
    void begin() {
        redis.ask(commands -> commands.flushall());
        store = connect(Time.system());
    }

    @AfterEach
    void end() {
        store.close();
    }

    private static CustodyStore connect(Time time) {
        return new RedisStore(redis.settings().withPrefix("test:").withTimeout(Duration.ofSeconds(10)), time);
    }

    @Test
    void recordsExpireAndNothingElseDoes() {
        assertThat(put(store, KEY, killed())).isTrue();
        assertThat(put(store, entry("d", KEY))).isTrue();
        assertThat(store.note("name", null, "text")).isTrue();

        assertThat(life(record(KEY))).isCloseTo(Duration.ofDays(90).toMillis(), within(Duration.ofMinutes(5)));
        List<String> keys = redis.ask(commands -> commands.keys("*"));
        assertThat(keys).hasSize(12).allMatch(key -> key.startsWith("test:"));
        assertThat(keys)
                .filteredOn(key -> !key.startsWith("test:r:"))
                .allMatch(key -> life(key.substring("test:".length())) == -1);
    }

    @Test
    void nothingIsLeftOfARowThatIsSettled() {
        OutboxEntry entry = entry("d", KEY, OTHER);
        assertThat(put(store, entry)).isTrue();
        assertThat(store.change(List.of(), List.of(new EntryChange(entry, null))))
                .isTrue();

        List<String> keys = redis.ask(commands -> commands.keys("*"));
        assertThat(keys).containsExactlyInAnyOrder("test:identity", "test:revision");
    }

    @Test
    void aClockThatHasJumpedAheadShortensNoLife() {
        CustodyRecord record = killed();
        assertThat(put(store, KEY, record)).isTrue();
        try (CustodyStore ahead = connect(new Ahead(Duration.ofDays(365)))) {
            CustodyRecord again = killedAgain(record);
            assertThat(ahead.change(List.of(new Change(KEY, record, again)), List.of()))
                    .isTrue();
            assertThat(put(ahead, OTHER, killed())).isTrue();
        }
        assertThat(life(record(KEY))).isGreaterThan(Duration.ofDays(89).toMillis());
        assertThat(life(record(OTHER))).isLessThanOrEqualTo(1000);
    }

    @Test
    void whatTheServerHasForgottenIsNotNoticedAndWhatItHoldsIs() {
        CustodyRecord past = killedUntil(Instant.EPOCH.plusSeconds(1));
        assertThat(put(store, KEY, past)).isTrue();
        assertThat(put(store, OTHER, past)).isTrue();
        redis.ask(commands -> commands.persist("test:" + record(KEY)));
        redis.ask(commands -> commands.del("test:" + record(OTHER)));

        assertThat(noticed(store, OutageNotice.END, Instant.EPOCH)).containsExactly(KEY);
        List<String> minutes = redis.ask(commands -> commands.zrange("test:notice:END", 0, -1));
        assertThat(minutes).containsExactly("0");
        List<String> left = redis.ask(commands -> commands.zrange("test:notice:END:0", 0, -1));
        assertThat(left).containsExactly(KEY.toBase64Url());
    }

    @Test
    @Scenario("D16")
    void whatTheServerHasForgottenIsStruckOffInSmallSteps() {
        redis.ask(commands -> {
            for (int i = 1; i <= 2500; i++) {
                commands.zadd("test:notice:END:" + i % 2, i, key(i).toBase64Url());
            }
            commands.zadd("test:notice:END", 0, "0");
            return commands.zadd("test:notice:END", 1, "1");
        });
        List<Long> left = new ArrayList<>();
        for (int step = 0; step < 3; step++) {
            store.noticed(OutageNotice.END, NoticedKey.from(Instant.EPOCH), 1);
            left.add(redis.ask(commands -> commands.zcard("test:notice:END:0") + commands.zcard("test:notice:END:1")));
        }
        assertThat(left).containsExactly(1500L, 500L, 0L);
        List<String> places = redis.ask(commands -> commands.keys("test:notice:*"));
        assertThat(places).isEmpty();
    }

    @Test
    void whatIsNoticedIsReadPageByPageAcrossManyMinutes() {
        Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1));
        List<CustodyKey> keys =
                IntStream.range(0, 250).mapToObj(StoredThings::key).toList();
        List<Change> changes = IntStream.range(0, keys.size())
                .mapToObj(i -> new Change(keys.get(i), null, killedUntil(first.plusSeconds(61L * i))))
                .toList();
        assertThat(store.change(changes, List.of())).isTrue();
        List<CustodyKey> read = new ArrayList<>();
        List<NoticedKey> page = store.noticed(OutageNotice.END, NoticedKey.from(first.plusSeconds(61)), 7);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            page.forEach(noticed -> read.add(noticed.key()));
            page = store.noticed(OutageNotice.END, page.get(page.size() - 1), 7);
        }
        assertThat(read).isEqualTo(keys.subList(1, keys.size()));
    }

    @Test
    void aKeyIsNoticedOnceWhateverItsRecordBecomes() {
        Instant soon = Instant.now().plus(Duration.ofDays(1));
        CustodyRecord before = killedUntil(soon);
        CustodyRecord after = killedUntil(soon.plus(Duration.ofDays(1)));
        assertThat(put(store, KEY, before)).isTrue();
        assertThat(store.change(List.of(new Change(KEY, before, after)), List.of()))
                .isTrue();
        assertThat(noticed(store, OutageNotice.END, Instant.EPOCH)).containsExactly(KEY);
        assertThat(store.change(List.of(new Change(KEY, after, null)), List.of()))
                .isTrue();
        assertThat(noticed(store, OutageNotice.END, Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"torn", ""})
    void aRowThatIsDamagedOrGoneHidesNoOtherAndIsToldOnce(String text) {
        List.of("a", "b", "c")
                .forEach(id -> assertThat(put(store, entry(id, id.equals("b") ? OTHER : KEY)))
                        .isTrue());
        redis.ask(commands -> text.isEmpty() ? commands.del("test:entry:b") : commands.set("test:entry:b", text));

        try (StoreLog log = new StoreLog(RedisStore.class)) {
            assertThat(store.pending(Side.SECONDARY, true, null, 2))
                    .extracting(OutboxEntry::id)
                    .containsExactly("a", "c");
            assertThat(store.pending(Side.SECONDARY, true, null, 3))
                    .extracting(OutboxEntry::id)
                    .containsExactly("a", "c");
            assertThat(outbox(store)).extracting(OutboxEntry::id).containsExactly("a", "c");
            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("row b of the outbox")
                    .doesNotContain("torn");
        }
        assertThat(store.look(List.of(KEY)).entries())
                .extracting(OutboxEntry::id)
                .containsExactly("a", "c");
        assertThat(store.look(List.of(KEY)).lagging()).containsExactly(Side.SECONDARY);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.look(List.of(OTHER)))
                .withMessageContaining("cannot be read");
    }

    @Test
    void aDamagedRecordIsNotTakenForNone() {
        redis.ask(commands -> commands.set("test:" + record(KEY), "torn"));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.look(List.of(KEY)))
                .withMessageContaining("cannot be read");
        assertThat(put(store, KEY, killed())).isFalse();
    }

    @Test
    void aKeyOfAnotherTypeLeavesAChangeUnmade() {
        redis.ask(commands -> commands.set("test:pending:SECONDARY:true", "no set"));
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> store.change(
                        List.of(new Change(KEY, null, killed())), List.of(new EntryChange(null, entry("d", OTHER)))))
                .withMessageContaining("refused with WRONGTYPE");
        long there = redis.ask(commands -> commands.exists("test:" + record(KEY), "test:entry:d"));
        assertThat(there).isZero();
    }

    private static String record(CustodyKey key) {
        return "r:" + key.toBase64Url();
    }

    private static long life(String key) {
        return redis.ask(commands -> commands.pttl("test:" + key));
    }

    private static Offset<Long> within(Duration duration) {
        return Offset.offset(duration.toMillis());
    }

    private record Ahead(Duration by) implements Time {

        @Override
        public Instant now() {
            return Time.system().now().plus(by);
        }

        @Override
        public long nanoTime() {
            return Time.system().nanoTime();
        }
    }
}
