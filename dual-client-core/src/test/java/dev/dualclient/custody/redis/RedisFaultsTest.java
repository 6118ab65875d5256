package dev.dualclient.custody.redis;

import static dev.dualclient.custody.StoredThings.KEY;
import static dev.dualclient.custody.StoredThings.OTHER;
import static dev.dualclient.custody.StoredThings.killed;
import static dev.dualclient.custody.StoredThings.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyRecord;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.CustodyStore.NoticedKey;
import dev.dualclient.custody.CustodyStore.View;
import dev.dualclient.custody.OutageNotice;
import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreLog;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.custody.redis.FaultyWire.Answers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that dies, hangs, forgets or fills up, while custody is kept in it. */
class RedisFaultsTest {

    private static final String LOST = "has lost data that was in it";

    @TempDir
    private Path directory;

    private RealRedis redis;
    private CustodyStore store;

    @BeforeEach
    void start() {
        redis = RealRedis.durable(directory);
        store = connect(redis.settings());
    }

    @AfterEach
    void stop() {
        store.close();
        redis.close();
    }

    private static RedisStore connect(RedisStoreSettings settings) {
        return new RedisStore(settings.withTimeout(Duration.ofSeconds(3)), Time.system());
    }

    @Test
    void aKilledServerThatComesBackHasLostNothing() {
        CustodyRecord record = killed();
        assertThat(put(store, KEY, record)).isTrue();

        redis.kill();
        assertUnavailable("cannot be reached", () -> store.look(List.of(KEY)));
        redis.restart();

        await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                .untilAsserted(() -> assertThat(store.look(List.of(KEY)))
                        .isEqualTo(new View(Map.of(KEY, record), List.of(), Set.of())));
    }

    @Test
    void aFlushIsNoticedOnceAndTheStoreIsGoneUntilARestart() {
        try (StoreLog log = new StoreLog(RedisStore.class)) {
            redis.ask(commands -> commands.flushall());

            assertUnavailable(LOST, () -> store.look(List.of(KEY)));
            try (CustodyStore restarted = connect(redis.settings())) {
                assertThat(put(restarted, KEY, killed())).isTrue();
            }
            assertUnavailable(LOST, () -> put(store, OTHER, killed()));
            assertUnavailable(LOST, () -> store.note("note"));
            assertUnavailable(LOST, () -> store.entries(List.of()));
            assertUnavailable(
                    LOST,
                    () -> store.noticed(
                            OutageNotice.END, NoticedKey.from(Time.system().now()), 1));
            assertThat(log.at(Level.ERROR)).singleElement().asString().contains(LOST, "restart all nodes");
        }
    }

    @Test
    void dataThatComeBackToARunningProcessAreNotTrusted() {
        String identity = redis.ask(commands -> commands.get("dual-client:identity"));
        redis.ask(commands -> commands.flushall());
        assertUnavailable(LOST, () -> store.look(List.of(KEY)));

        redis.ask(commands -> commands.set("dual-client:identity", identity));
        redis.ask(commands -> commands.set("dual-client:revision", "0"));
        assertUnavailable(LOST, () -> store.look(List.of(KEY)));
    }

    @Test
    void aLossBeforeTheFirstQuestionIsNoticed() {
        assertThat(put(store, KEY, killed())).isTrue();
        try (CustodyStore fresh = connect(redis.settings())) {
            redis.ask(commands -> commands.set("dual-client:revision", "0"));
            assertUnavailable(LOST, () -> fresh.look(List.of(KEY)));
        }
    }

    @Test
    void anEmptyStoreIsToldOfByTheProcessThatBeginsIt() {
        RedisStoreSettings settings = redis.settings().withPrefix("another:");
        try (StoreLog log = new StoreLog(RedisStore.class)) {
            connect(settings).close();
            assertThat(log.at(Level.INFO)).singleElement().asString().contains("begins as an empty custody store");
            connect(settings).close();
            assertThat(log.at(Level.INFO)).hasSize(1);
        }
    }

    @Test
    void aServerWhoseAnswerMakesNoSenseIsNotUsed() {
        redis.ask(commands -> commands.set("dual-client:revision", "no number"));
        String message = "Redis gave an answer that a script of Dual Client does not give";
        try (StoreLog log = new StoreLog(RedisStore.class);
                CustodyStore fresh = connect(redis.settings())) {
            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("The custody store cannot be used yet: " + message);
            assertUnavailable(message, () -> fresh.look(List.of(KEY)));
        }
    }

    @Test
    void aStoreThatIsClosedLeavesNothingBehind() {
        assertLeavesNothingBehind(() -> connect(redis.settings()).close());
    }

    @Test
    void aServerThatIsRefusedLeavesNothingBehind() {
        redis.ask(commands -> commands.configSet("appendonly", "no"));
        assertLeavesNothingBehind(() -> assertThatIllegalStateException().isThrownBy(() -> connect(redis.settings())));
    }

    private static void assertLeavesNothingBehind(Runnable use) {
        Set<Thread> before = threads();
        use.run();
        await().untilAsserted(() -> assertThat(before).containsAll(threads()));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("lettuce-"))
                .collect(Collectors.toSet());
    }

    @Test
    void aServerThatRestartsWithoutItsFileIsNoticed() throws IOException {
        redis.kill();
        Files.delete(file());
        redis.restart();

        awaitUnavailable(LOST);
    }

    @Test
    void aServerThatRestartsFromAnOlderFileIsNoticed() throws IOException {
        assertThat(put(store, KEY, killed())).isTrue();
        Path older = directory.resolve("older");
        Files.copy(file(), older);
        assertThat(put(store, OTHER, killed())).isTrue();
        redis.kill();
        Files.copy(older, file(), StandardCopyOption.REPLACE_EXISTING);
        redis.restart();

        awaitUnavailable(LOST);
    }

    @Test
    void aServerThatIsNotThereYetIsWaitedFor() {
        redis.kill();
        try (StoreLog log = new StoreLog(RedisStore.class);
                CustodyStore early = connect(redis.settings())) {
            assertThat(log.at(Level.WARN)).singleElement().asString().contains("cannot be reached");
            assertUnavailable("cannot be reached", () -> early.look(List.of(KEY)));
            redis.restart();

            await().ignoreExceptionsInstanceOf(StoreUnavailableException.class).until(() -> put(early, KEY, killed()));
        }
    }

    @Test
    void aServerThatRestartsWithoutKeepingAFileIsRefused() {
        redis.kill();
        redis.restart("appendonly no");

        awaitUnavailable("appendonly yes");
    }

    @Test
    void aChangeWhoseAnswerIsLostIsNotSentTwice() throws IOException {
        try (FaultyWire wire = new FaultyWire(redis.port());
                CustodyStore far = connect(RedisStoreSettings.of("redis://127.0.0.1:" + wire.port()))) {
            assertThat(put(far, OTHER, killed())).isTrue(); // so that the server knows the script
            long before = redis.scriptsRun();
            CustodyRecord record = killed();
            wire.let(Answers.NEXT_IS_LOST_WITH_THE_CONNECTION);
            assertUnavailable("broke off", () -> put(far, KEY, record));

            assertThat(put(far, KEY, record)).isFalse();
            assertThat(redis.scriptsRun()).isEqualTo(before + 2);
            assertThat(wire.connections).hasValue(2);
            assertThat(store.look(List.of(KEY)).records()).containsEntry(KEY, record);
        }
    }

    @Test
    void aServerThatHangsIsLeftForANewConnection() throws IOException {
        try (FaultyWire wire = new FaultyWire(redis.port());
                CustodyStore far = new RedisStore(
                        RedisStoreSettings.of("redis://127.0.0.1:" + wire.port())
                                .withTimeout(Duration.ofMillis(500)),
                        Time.system())) {
            wire.let(Answers.ARE_LOST);
            assertUnavailable("did not answer within 500 ms", () -> far.look(List.of(KEY)));
            wire.let(Answers.ARRIVE);

            await().ignoreExceptionsInstanceOf(StoreUnavailableException.class)
                    .untilAsserted(
                            () -> assertThat(far.look(List.of(KEY)).records()).isEmpty());
            assertThat(wire.connections).hasValueGreaterThan(1);
        }
    }

    @Test
    void aServerThatIsFullRefusesWhatIsNewAndTellsWhatItKnows() {
        CustodyRecord record = killed();
        assertThat(put(store, KEY, record)).isTrue();
        redis.ask(commands -> commands.configSet("maxmemory", "1"));

        assertThatExceptionOfType(StoreFullException.class)
                .isThrownBy(() -> put(store, OTHER, killed()))
                .withMessageContaining("raise maxmemory");
        assertThat(store.look(List.of(KEY, OTHER)).records()).containsExactly(Map.entry(KEY, record));
    }

    @Test
    void scriptsThatTheServerHasForgottenAreTaughtAgain() {
        assertThat(put(store, KEY, killed())).isTrue();
        redis.ask(commands -> commands.scriptFlush());

        assertThat(put(store, OTHER, killed())).isTrue();
        assertThat(store.look(List.of(KEY, OTHER)).records()).containsOnlyKeys(KEY, OTHER);
    }

    private Path file() {
        return directory.resolve("appendonly.aof");
    }

    private void awaitUnavailable(String message) {
        await().untilAsserted(() -> assertUnavailable(message, () -> store.look(List.of(KEY))));
    }

    private static void assertUnavailable(String message, ThrowingCallable call) {
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(call)
                .withMessageContaining(message);
    }
}
