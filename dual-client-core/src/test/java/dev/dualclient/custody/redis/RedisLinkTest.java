package dev.dualclient.custody.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.custody.redis.FaultyWire.Answers;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the threads of a process come by the one connection that they share. */
class RedisLinkTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final String INTERRUPTED = "interrupted while waiting for the custody store, Redis at 127.0.0.1:";

    private static RealRedis redis;

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch looking = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeAll
    static void startServer(@TempDir Path directory) {
        redis = RealRedis.durable(directory);
    }

    @AfterAll
    static void stopServer() {
        redis.close();
    }

    @AfterEach
    void openGate() {
        gate.countDown();
    }

    @Test
    void whoeverWaitsForAConnectionSharesIt() throws Exception {
        try (RedisLink link = new RedisLink(settings(PATIENT), this::lookSlowly)) {
            FutureTask<String> first = new FutureTask<>(() -> ping(link));
            start(first);
            looking.await();
            FutureTask<String> second = new FutureTask<>(() -> ping(link));
            Thread waiting = start(second);
            await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            gate.countDown();

            assertThat(first.get()).isEqualTo("PONG");
            assertThat(second.get()).isEqualTo("PONG");
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void whoeverWaitsForAConnectionGivesUpInTime() throws Exception {
        try (RedisLink link = new RedisLink(settings(Duration.ofMillis(50)), this::lookSlowly)) {
            start(new FutureTask<>(() -> ping(link)));
            looking.await();
            assertUnavailable("did not answer within 50 ms", () -> ping(link));
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void whoeverIsInterruptedBeforeItWaitsForAConnectionGivesUpAndStaysInterrupted() {
        try (RedisLink link = new RedisLink(settings(PATIENT), this::look)) {
            Thread.currentThread().interrupt();
            assertUnavailable(INTERRUPTED, () -> ping(link));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(looks).hasValue(0);
            assertThat(ping(link)).isEqualTo("PONG");
        }
    }

    @Test
    void whoeverIsInterruptedBeforeItsAnswerComesGivesUpAndLeavesTheConnectionToOthers() {
        try (RedisLink link = new RedisLink(settings(PATIENT), this::look)) {
            assertThat(ping(link)).isEqualTo("PONG");
            Thread.currentThread().interrupt();
            assertUnavailable(INTERRUPTED, () -> link.call(commands -> commands.blpop(0.2, "an-empty-list")));
            assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            assertThat(ping(link)).isEqualTo("PONG");
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void whoeverIsInterruptedWhileItConnectsGivesUpAndStaysInterrupted() throws Exception {
        try (FaultyWire wire = new FaultyWire(redis.port());
                RedisLink link = new RedisLink(settings(wire), this::look)) {
            wire.let(Answers.ARE_LOST);
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                assertUnavailable(INTERRUPTED, () -> ping(link));
                return Thread.interrupted();
            });
            Thread connecting = start(interrupted);
            await().until(() -> wire.connections.get() == 1);
            connecting.interrupt();
            assertThat(interrupted.get()).as("still interrupted").isTrue();
            wire.let(Answers.ARRIVE);
            assertThat(ping(link)).as("no failure of the server").isEqualTo("PONG");
        }
    }

    @Test
    void whoeverIsInterruptedWhileItLooksAtTheServerGivesUpAndOthersTryAtOnce() throws Exception {
        try (FaultyWire wire = new FaultyWire(redis.port())) {
            Consumer<RedisCommands<String, String>> interruptedAtFirst = commands -> {
                if (looks.incrementAndGet() == 1) {
                    wire.let(Answers.ARE_LOST);
                    Thread.currentThread().interrupt();
                }
                commands.ping();
            };
            try (RedisLink link = new RedisLink(settings(wire), interruptedAtFirst)) {
                assertUnavailable(INTERRUPTED, () -> ping(link));
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
                wire.let(Answers.ARRIVE);
                assertThat(ping(link)).isEqualTo("PONG");
            }
        }
    }

    @Test
    void afterAFailureNobodyTriesForAWhileAndAllAreToldOfIt() {
        Consumer<RedisCommands<String, String>> unfit = commands -> {
            looks.incrementAndGet();
            throw new IllegalStateException("it will not do");
        };
        try (RedisLink link = new RedisLink(settings(PATIENT), unfit)) {
            for (int call = 0; call < 20; call++) {
                assertUnavailable("the custody store cannot be used: it will not do", () -> ping(link));
            }
        }
        assertThat(looks).hasValueBetween(1, 19);
    }

    @Test
    void aClosedLinkOpensNothingMore() {
        RedisLink link = new RedisLink(settings(PATIENT), this::look);
        assertThat(ping(link)).isEqualTo("PONG");
        link.close();
        assertUnavailable("the custody store is closed", () -> ping(link));
        assertThat(looks).hasValue(1);
    }

    private static RedisStoreSettings settings(Duration timeout) {
        return redis.settings().withTimeout(timeout);
    }

    private static RedisStoreSettings settings(FaultyWire wire) {
        return RedisStoreSettings.of("redis://127.0.0.1:" + wire.port()).withTimeout(PATIENT);
    }

    private static String ping(RedisLink link) {
        return link.call(RedisCommands::ping);
    }

    private void look(RedisCommands<String, String> commands) {
        looks.incrementAndGet();
    }

    /** Looks at the first server until the gate opens. */
    private void lookSlowly(RedisCommands<String, String> commands) {
        if (looks.incrementAndGet() == 1) {
            looking.countDown();
            try {
                gate.await();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    private static Thread start(FutureTask<?> task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void assertUnavailable(String message, Callable<?> call) {
        assertThatThrownBy(call::call)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining(message);
    }
}
