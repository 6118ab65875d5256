package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One credential used by two requests at the same moment, or by one whose process dies before it has an answer. */
@OnEveryStore
class AtOnceTest extends Scene {

    private static final int ROUNDS = 15;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void tearDown() {
        threads.shutdownNow();
    }

    @Test
    @Scenario("B22")
    void oneOfTwoUsesWins() throws Exception {
        List<Tokens> dead = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            DualAuthleteApi first = nodes.restart(Stage.PRIMARY_FIRST);
            DualAuthleteApi second = round % 2 == 0 ? first : nodes.start();
            Tokens old = replay.migrated();
            int before = emulators.primary().counters().processed("auth-token");
            int others = emulators.secondary().counters().received("auth-token");
            dead.add(old);
            oneWins(first, second, old);
            assertThat(emulators.primary().counters().processed("auth-token") - before)
                    .isBetween(1, 2);
            assertThat(emulators.secondary().counters().received("auth-token")).isEqualTo(others);
            assertThat(replay.linesBeside(dead)).as("one line a round").hasSize(dead.size());
        }
        refusedLater(dead);
    }

    @Test
    @Scenario("B22")
    void oneOfTwoUsesWinsAtTheSecondary() throws Exception {
        List<Tokens> dead = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Tokens old = replay.migrated();
            emulators.primary().faults().refuseConnections();
            DualAuthleteApi first = nodes.restart(Stage.PRIMARY_FIRST);
            DualAuthleteApi second = round % 2 == 0 ? first : nodes.start();
            dead.add(old);
            oneWins(first, second, old);
            emulators.primary().faults().clear();
            assertThat(replay.linesBeside(dead)).as("one line a round").hasSize(dead.size());
        }
        refusedLater(dead);
    }

    @Test
    @Scenario("B22")
    void theSecondUseGoesWhereTheFirstIs() throws Exception {
        Tokens old = replay.migrated();
        Fault held = emulators
                .primary()
                .faults()
                .on("auth-token")
                .times(1)
                .afterProcessing()
                .hang();
        DualAuthleteApi first = patient();
        Future<TokenResponse> use = threads.submit(() -> new OAuth(first).refresh(client, old.refresh()));
        assertThat(held.awaitHits(1, Duration.ofSeconds(30))).isTrue();
        replay.refreshIsRefused(
                first, old, "2/0"); // a look-up, for the row of what another request claimed is not known
        replay.refreshIsRefused(nodes.start(), old, "2/0");
        held.release();
        replay.isActive(first, Replay.accepted(use.get(30, TimeUnit.SECONDS)));
        replay.isRefused(first, old, "1/0", "1/0");
    }

    @Test
    @Scenario("B23")
    void aCrashAfterARefreshRevivesNothing() throws Exception {
        Tokens old = replay.migrated();
        Fault held = emulators
                .primary()
                .faults()
                .on("auth-token")
                .times(1)
                .afterProcessing()
                .hang();
        DualAuthleteApi dying = patient();
        Future<TokenResponse> lost = threads.submit(() -> new OAuth(dying).refresh(client, old.refresh()));
        assertThat(held.awaitHits(1, Duration.ofSeconds(30))).isTrue();

        // From here on the first process does nothing more: another one has the store alone.
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.start(stage), old, "2/0", "1/0");
        }
        assertThat(lost).isNotDone();
        held.release();
    }

    @Test
    @Scenario("B23")
    void aCrashAfterARedemptionRevivesNothing() throws Exception {
        DualAuthleteApi dying = patient();
        String code = new OAuth(dying).code(client);
        Fault held = emulators
                .primary()
                .faults()
                .on("auth-token")
                .times(1)
                .afterProcessing()
                .hang();
        Future<TokenResponse> lost = threads.submit(() -> new OAuth(dying).redeem(client, code));
        assertThat(held.awaitHits(1, Duration.ofSeconds(30))).isTrue();

        for (Stage stage : Stage.values()) {
            DualAuthleteApi next = nodes.start(stage);
            costs("1/0", () -> Replay.refused(new OAuth(next).redeem(client, code)));
        }
        assertThat(lost).isNotDone();
        held.release();
    }

    private void oneWins(DualAuthleteApi first, DualAuthleteApi second, Tokens old) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<Tokens>>> uses =
                List.of(threads.submit(use(first, old, start)), threads.submit(use(second, old, start)));
        List<Tokens> brought = new ArrayList<>();
        for (Future<Optional<Tokens>> use : uses) {
            use.get(60, TimeUnit.SECONDS).ifPresent(brought::add);
        }
        assertThat(brought).hasSize(1);
        replay.isActive(first, brought.get(0));
        assertThat(new OAuth(second).isActive(old.access())).isFalse();
    }

    /** Starts a process that waits for a held answer for as long as the test needs. */
    private DualAuthleteApi patient() {
        Duration patience = Duration.ofMinutes(1);
        return nodes.start(api -> api.callTimeout(patience).primary(backend -> backend.responseTimeout(patience)));
    }

    private void refusedLater(List<Tokens> dead) {
        for (Stage stage : Stage.values()) {
            OAuth server = new OAuth(nodes.restart(stage));
            for (Tokens tokens : dead) {
                Replay.refused(server.refresh(client, tokens.refresh()));
                assertThat(server.isActive(tokens.access())).isFalse();
            }
        }
    }

    private Callable<Optional<Tokens>> use(DualAuthleteApi api, Tokens old, CyclicBarrier start) {
        return () -> {
            start.await();
            try {
                TokenResponse response = new OAuth(api).refresh(client, old.refresh());
                if (response.getAction() == TokenResponse.Action.OK) {
                    return Optional.of(Tokens.of(response));
                }
                Replay.refused(response);
            } catch (AuthleteApiException unavailable) {
                assertThat(unavailable.getStatusCode()).isEqualTo(503);
            }
            return Optional.empty();
        };
    }
}
