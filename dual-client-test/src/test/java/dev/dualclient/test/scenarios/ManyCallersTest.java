package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One backend that does not answer, and many who call at once. */
@DualClientTest
class ManyCallersTest extends Scene {

    private static final int CALLERS = 64;
    private static final int CALLS = 200;
    private static final String READ = "auth-introspection";

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void dismiss() {
        callers.shutdownNow();
    }

    @Test
    @Scenario("D3")
    void allAreAnsweredWhileThePrimaryHangs() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            tokens.add(ofSecondary());
        }
        emulators.primary().faults().onAll().hang();
        int before = emulators.primary().counters().connections();
        int threads = Thread.activeCount();
        try (DualAuthleteApi api =
                Patience.with(emulators, Duration.ofSeconds(1), Patience.LONG).build()) {
            OAuth server = new OAuth(api);
            List<Future<Boolean>> answers = new ArrayList<>();
            for (String token : tokens) {
                answers.add(callers.submit(() -> server.isActive(token)));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            }
            long own = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("dual-client"))
                    .count();
            assertThat(own).isLessThan(16); // no thread for each of those that wait
            assertThat(Thread.activeCount()).isLessThan(threads + CALLERS + CALLS);
        }
        // What was asked before the circuit opened, each on a connection that is closed when its time is up.
        int asked = emulators.primary().counters().received(READ);
        assertThat(asked).isLessThan(CALLS);
        assertThat(emulators.primary().counters().connections() - before).isLessThanOrEqualTo(asked);
    }

    @Test
    @Scenario("D4")
    void whatThePrimaryAnswersDoesNotWaitForTheSecondary() throws Exception {
        String token =
                new OAuth(emulators.primaryApi()).clientCredentials(client).getAccessToken();
        Fault slow = emulators.secondary().faults().on(READ).hang();
        try (DualAuthleteApi api = Patience.with(emulators).build()) {
            OAuth server = new OAuth(api);
            List<Future<Boolean>> invalid = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                String unknown = "nobody-issued-" + i;
                invalid.add(callers.submit(() -> server.isActive(unknown)));
            }
            Awaitility.await()
                    .atMost(Patience.LONG)
                    .until(() -> emulators.secondary().counters().received(READ) == CALLERS);

            for (int i = 0; i < CALLS; i++) {
                assertThat(server.isActive(token)).isTrue();
            }

            assertThat(invalid).noneMatch(Future::isDone);
            slow.release();
            for (Future<Boolean> answer : invalid) {
                assertThat(answer.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isFalse();
            }
        }
    }

    @Test
    @Scenario("D3")
    void manyWhoEndAllTokensOfOneUserAreAnsweredInTime() throws Exception {
        Duration budget = Duration.ofSeconds(1);
        try (Nodes durable = new Nodes(emulators, Front.FACADE, Stores.H2)) {
            DualAuthleteApi api = durable.start(node -> node.callTimeout(budget).killTimeout(budget.dividedBy(2)));
            CountDownLatch together = new CountDownLatch(CALLERS);
            List<Future<Duration>> taken = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                taken.add(callers.submit(() -> {
                    together.countDown();
                    together.await();
                    long start = System.nanoTime();
                    endsAllOrNotYet(api);
                    return Duration.ofNanos(System.nanoTime() - start);
                }));
            }
            for (Future<Duration> each : taken) {
                assertThat(each.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                        .isLessThan(budget.multipliedBy(4));
            }
        }
    }

    private static void endsAllOrNotYet(DualAuthleteApi api) {
        try {
            api.tokenRevoke(new TokenRevokeRequest().setSubject("john"));
        } catch (AuthleteApiException unavailable) {
            assertThat(unavailable.getStatusCode()).isEqualTo(503);
            assertThat(unavailable.getResponseHeaders()).containsKey("Retry-After");
        }
    }

    private String ofSecondary() {
        return emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id()))
                .getAccessToken();
    }
}
