package dev.dualclient.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Deadline;
import dev.dualclient.call.Reason;
import dev.dualclient.call.Time;
import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.slf4j.LoggerFactory;

class GuardedBackendTest {

    private static final GuardSettings SETTINGS =
            GuardSettings.defaults().withMaxConcurrent(2).withMaxWait(Duration.ZERO);

    private final SteppedTime time = new SteppedTime();
    private final AtomicInteger sent = new AtomicInteger();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private volatile Supplier<Reply> next = () -> failed(Reason.NOT_CONNECTED);

    private final GuardedBackend backend = guard(SETTINGS);

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(GuardedBackend.class);
    }

    private GuardedBackend guard(GuardSettings settings) {
        Backend fake = new Backend() {
            @Override
            public Reply send(ApiCall call, Deadline deadline) {
                sent.incrementAndGet();
                return next.get();
            }

            @Override
            public void close() {}
        };
        return new GuardedBackend(Side.PRIMARY, fake, new Classifier(Set.of()), time, settings);
    }

    private static Reply failed(Reason reason) {
        return new Reply.Failed(reason, new IOException("a test's failure"));
    }

    private static Reply answered() {
        return new Reply.Answered(new ApiResponse(204, Map.of(), new byte[0]));
    }

    private static ApiCall call(ApiCredentials credentials) {
        String id = credentials == ApiCredentials.OWNER ? "client-delete" : "auth-token-delete";
        return ApiCall.of(Catalogue.operation(id)).build();
    }

    private Reason call() {
        return call(backend);
    }

    private Reason call(GuardedBackend at) {
        return at.call(call(ApiCredentials.SERVICE), Deadline.after(Duration.ofSeconds(8), time))
                .reason();
    }

    private void calls(int count, Reason reason) {
        next = () -> failed(reason);
        for (int i = 0; i < count; i++) {
            assertThat(call()).isEqualTo(reason);
        }
    }

    private void open() {
        calls(20, Reason.NOT_CONNECTED);
        assertThat(backend.state().circuit()).isEqualTo("OPEN");
    }

    @Test
    @Scenario({"D1", "D9"})
    void theCircuitOpensAfterEnoughFailures() {
        calls(19, Reason.NO_ANSWER_IN_TIME);
        assertThat(backend.state().circuit()).isEqualTo("CLOSED");
        calls(1, Reason.NO_ANSWER_IN_TIME);
        assertThat(call()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(sent).hasValue(20);
    }

    @Test
    @Scenario("D9")
    void theCircuitClosesAfterSuccessfulProbes() {
        open();
        time.step(Duration.ofSeconds(9));
        assertThat(call()).isEqualTo(Reason.CIRCUIT_OPEN);
        time.step(Duration.ofSeconds(2));
        next = GuardedBackendTest::answered;
        for (int i = 0; i < SETTINGS.probes(); i++) {
            assertThat(call()).isEqualTo(Reason.DONE);
        }
        assertThat(backend.state().circuit()).isEqualTo("CLOSED");
    }

    @Test
    void theCircuitOpensAgainWhereProbesFail() {
        open();
        time.step(Duration.ofSeconds(11));
        calls(SETTINGS.probes(), Reason.CONNECTION_LOST);
        assertThat(call()).isEqualTo(Reason.CIRCUIT_OPEN);
    }

    @Test
    void theTimeOfDayMayJumpWhileTheCircuitIsOpen() {
        open();
        time.jump(Duration.ofDays(-1));
        time.step(Duration.ofSeconds(11));
        next = GuardedBackendTest::answered;
        assertThat(call()).isEqualTo(Reason.DONE);
    }

    @Test
    void aChangeIsToldOnce() {
        open();
        call();
        for (int round = 0; round < 3; round++) {
            time.step(Duration.ofSeconds(11));
            calls(SETTINGS.probes(), Reason.NOT_CONNECTED);
        }
        time.step(Duration.ofSeconds(11));
        next = GuardedBackendTest::answered;
        for (int i = 0; i < 10; i++) {
            call();
        }
        assertThat(log.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "PRIMARY: too many calls failed, the circuit is open; probing every PT10S",
                        "PRIMARY: answers again, the circuit is closed");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "NOT_CONNECTED",
                "DECLARED_UNPROCESSED",
                "NO_ANSWER_IN_TIME",
                "CONNECTION_LOST",
                "SERVER_ERROR",
                "BACKEND_FAULT",
                "UNREADABLE"
            })
    void whatTheBackendFailsAtOpensTheCircuit(Reason reason) {
        calls(20, reason);
        assertThat(backend.state().circuit()).isEqualTo("OPEN");
    }

    @ParameterizedTest
    @Scenario("C5")
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "NOT_CONNECTED",
                "DECLARED_UNPROCESSED",
                "NO_ANSWER_IN_TIME",
                "CONNECTION_LOST",
                "SERVER_ERROR",
                "BACKEND_FAULT",
                "UNREADABLE"
            })
    void everythingElseLeavesTheCircuitClosed(Reason reason) {
        calls(100, reason);
        assertThat(backend.state().circuit()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void noPlaceIsLostHoweverACallEnds(Reason reason) {
        next = () -> failed(reason);
        for (int i = 0; i < 500; i++) {
            call();
            time.step(Duration.ofSeconds(1));
        }
        assertThat(backend.state().freePlaces()).isEqualTo(2);
        time.step(Duration.ofSeconds(11));
        next = GuardedBackendTest::answered;
        for (int i = 0; i < 2 * SETTINGS.probes(); i++) {
            assertThat(call()).isEqualTo(Reason.DONE);
        }
        assertThat(backend.state().circuit()).isEqualTo("CLOSED");
    }

    @Test
    void aMistakeOfTheCallerCostsNoPlaceAndNoProbe() {
        open();
        time.step(Duration.ofSeconds(11));
        next = () -> {
            throw new IllegalArgumentException("some-operation needs the path variable token");
        };
        for (int i = 0; i < 3 * SETTINGS.probes(); i++) {
            assertThatThrownBy(this::call).isInstanceOf(IllegalArgumentException.class);
        }
        next = GuardedBackendTest::answered;
        for (int i = 0; i < SETTINGS.probes(); i++) {
            assertThat(call()).isEqualTo(Reason.DONE);
        }
        assertThat(backend.state()).isEqualTo(new GuardState("CLOSED", 2, PoolState.NONE, Set.of()));
    }

    @Test
    @Scenario("D3")
    void callsBeyondTheBulkheadAreNotSent() throws Exception {
        CountDownLatch underWay = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        next = () -> {
            underWay.countDown();
            return awaited(end);
        };
        List<CompletableFuture<Reason>> hanging = List.of(inAThread(this::call), inAThread(this::call));
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(call()).isEqualTo(Reason.BULKHEAD_FULL);
        assertThat(sent).hasValue(2);
        end.countDown();
        for (CompletableFuture<Reason> each : hanging) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(Reason.DONE);
        }
        assertThat(call()).isEqualTo(Reason.DONE);
    }

    @Test
    void aCallWaitsAWhileForAPlace() throws Exception {
        GuardedBackend patient = guard(SETTINGS.withMaxConcurrent(1).withMaxWait(Duration.ofSeconds(10)));
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        next = () -> {
            underWay.countDown();
            return awaited(end);
        };
        CompletableFuture<Reason> first = inAThread(() -> call(patient));
        assertThat(underWay.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Reason> second = inAThread(() -> call(patient));
        end.countDown();
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(Reason.DONE);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Reason.DONE);
    }

    /** The common pool may have a single thread. */
    private static CompletableFuture<Reason> inAThread(Supplier<Reason> call) {
        return CompletableFuture.supplyAsync(call, task -> new Thread(task, "caller").start());
    }

    private static Reply awaited(CountDownLatch end) {
        try {
            assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
        return answered();
    }

    @Test
    @Scenario("D10")
    void rejectedCredentialsAreToldOnce() {
        Deadline deadline = Deadline.after(Duration.ofSeconds(8), time);
        next = () -> failed(Reason.API_CREDENTIALS_REJECTED);
        for (int i = 0; i < 100; i++) {
            backend.call(call(ApiCredentials.OWNER), deadline);
        }
        next = () -> failed(Reason.SAID_NO);
        backend.call(call(ApiCredentials.OWNER), deadline);
        next = GuardedBackendTest::answered;
        backend.call(call(ApiCredentials.SERVICE), deadline);
        assertThat(backend.state())
                .isEqualTo(new GuardState("CLOSED", 2, PoolState.NONE, Set.of(ApiCredentials.OWNER)));

        backend.call(call(ApiCredentials.OWNER), deadline);
        assertThat(backend.state().rejectedCredentials()).isEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "PRIMARY: rejects our API credentials (OWNER); correct them in the configuration",
                        "PRIMARY: accepts our API credentials (OWNER) again");
    }

    /** Time that passes when a test says so. */
    private static final class SteppedTime implements Time {

        private volatile long nanos = Long.MAX_VALUE / 4;
        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void step(Duration duration) {
            nanos += duration.toNanos();
            now = now.plus(duration);
        }

        void jump(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }
}
