package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a process that still has work to do. */
@DualClientTest
class ClosingTest extends Scene {

    private static final int CALLERS = 8;
    private static final String CLOSED = "auth-introspection is temporarily unavailable: primary UNAVAILABLE (closed)";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Tokens tokens;

    @BeforeEach
    void setUp() {
        tokens = new Replay(emulators, client).migrated();
    }

    @AfterEach
    void tearDown() {
        threads.shutdownNow();
    }

    @Test
    @Scenario("E12")
    void closingUnderLoad() throws Exception {
        DualAuthleteApi api = Patience.with(emulators).build();
        OAuth server = new OAuth(api);
        Fault read = emulators
                .primary()
                .faults()
                .on("auth-introspection")
                .times(CALLERS)
                .hang();
        Fault kill = emulators.primary().faults().on("auth-revocation").hang();
        List<Future<Boolean>> reads = IntStream.range(0, CALLERS)
                .mapToObj(caller -> submit(() -> server.isActive(tokens.access())))
                .toList();
        Tokens other = new Replay(emulators, client).migrated();
        assertThat(read.awaitHits(CALLERS, Patience.LONG)).isTrue(); // or the look-up of the revocation would be one
        Future<RevocationResponse> revocation = submit(() -> server.revoke(client, other.access()));
        assertThat(kill.awaitHits(1, Patience.LONG)).isTrue();

        Future<?> closing = threads.submit(api::close);
        await().atMost(Patience.LONG).until(() -> isClosed(server));
        costs("0/0", () -> assertThat(isClosed(server)).isTrue());
        assertThat(closing).isNotDone();
        assertThat(reads).noneMatch(Future::isDone);

        read.release();
        kill.release();
        for (Future<Boolean> answer : reads) {
            assertThat(answer.get(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(revocation.get(30, TimeUnit.SECONDS).getAction()).isEqualTo(RevocationResponse.Action.OK);
        closing.get(30, TimeUnit.SECONDS);
        assertThat(isClosed(server)).isTrue();
        api.close(); // again, which changes nothing
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ours()).isEmpty());
    }

    @Test
    @Scenario("E12")
    void closingDoesNotWaitForEver() throws Exception {
        Duration budget = Duration.ofSeconds(3);
        DualAuthleteApi api = emulators
                .api()
                .callTimeout(budget)
                .primary(backend -> backend.responseTimeout(budget))
                .build();
        OAuth server = new OAuth(api);
        emulators.secondary().faults().refuseConnections();
        Fault read =
                emulators.primary().faults().on("auth-introspection").times(1).hang();
        Future<Boolean> caller = submit(() -> server.isActive(tokens.access()));
        assertThat(read.awaitHits(1, Patience.LONG)).isTrue();

        Future<?> closing = threads.submit(api::close);

        closing.get(30, TimeUnit.SECONDS);
        assertThat(catchThrowableOfType(ExecutionException.class, () -> caller.get(30, TimeUnit.SECONDS)))
                .hasCauseInstanceOf(AuthleteApiException.class);
        assertThat(isClosed(server)).isTrue();
    }

    private <T> Future<T> submit(Callable<T> call) {
        return threads.submit(call);
    }

    /** Whether a call ends because the API is closed. */
    private static boolean isClosed(OAuth server) {
        AuthleteApiException failure = catchThrowableOfType(AuthleteApiException.class, () -> server.introspect("any"));
        return failure != null && failure.getStatusCode() == 503 && CLOSED.equals(failure.getMessage());
    }

    /** The threads that an API starts. */
    private static List<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("dual-client"))
                .toList();
    }
}
