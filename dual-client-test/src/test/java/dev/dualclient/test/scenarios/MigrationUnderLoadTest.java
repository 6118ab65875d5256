package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.load.Journal;
import dev.dualclient.test.load.LoadChart;
import dev.dualclient.test.load.Outcome;
import dev.dualclient.test.load.Traffic;
import dev.dualclient.test.server.Fault;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What users see while all of it happens. Short by default; {@code -Dload.seconds=600} makes a run worth looking at, of
 * which {@code target/load} has the charts.
 */
@Tag("apart")
@DualClientTest
class MigrationUnderLoadTest extends Scene {

    private static final Duration WHOLE = Duration.ofSeconds(Long.getLong("load.seconds", 3));
    private static final int TOKENS = 20;
    private static final String READ = "introspection";
    private static final String START = "authorization";
    private static final String LOGIN = "login and refresh";

    private List<String> copied;

    @BeforeEach
    void migrate() {
        OAuth secondary = new OAuth(emulators.secondaryApi());
        copied = new ArrayList<>();
        for (int i = 0; i < TOKENS; i++) {
            copied.add(secondary.clientCredentials(client).getAccessToken());
        }
        emulators.migrator().runOnce();
    }

    @Test
    @Scenario("D6")
    void aPrimaryThatFlapsIsNotNoticed() throws Exception {
        Journal journal;
        try (DualAuthleteApi api = Patience.with(emulators).build();
                Traffic traffic = reading(api)) {
            journal = traffic.journal();
            for (int i = 0; i < 4; i++) {
                pass(WHOLE.dividedBy(8));
                Fault down = emulators.primary().faults().refuseConnections();
                pass(WHOLE.dividedBy(8));
                down.release();
            }
        }
        LoadChart.tell("flapping", journal);
        assertThat(journal.count(READ, Outcome.WRONG)).as("%s", journal).isZero();
        assertThat(journal.availability(READ)).as("%s", journal).isGreaterThanOrEqualTo(0.999);
    }

    @Test
    @Scenario("D11")
    void aMigrationUnderLoadIsNotNoticed() throws Exception {
        Journal journal;
        try (DualAuthleteApi api =
                        Patience.with(emulators).stage(Stage.SECONDARY_FIRST).build();
                Traffic traffic = reading(api)) {
            journal = traffic.journal();
            OAuth server = new OAuth(api);
            traffic.with(
                            START,
                            1,
                            number -> server.authorize(client).getAction() == AuthorizationResponse.Action.INTERACTION)
                    .with(LOGIN, 1, number -> loggedInAndRefreshed(server));
            List<Stage> way = List.of(
                    Stage.SECONDARY_FIRST,
                    Stage.SHADOW,
                    Stage.PRIMARY_FIRST,
                    Stage.DRAIN,
                    Stage.PRIMARY_FIRST,
                    Stage.SECONDARY_FIRST);
            for (int i = 0; i < way.size(); i++) {
                Stage stage = way.get(i);
                api.dualClient().stages().force(policy -> policy.withStage(stage), "load test");
                pass(WHOLE.dividedBy(2L * way.size()));
                if (i == 1) {
                    restart(emulators.primary()); // where nothing leads yet that it alone holds
                } else if (i == 3) {
                    restart(emulators.secondary());
                }
                pass(WHOLE.dividedBy(2L * way.size()));
            }
        }
        LoadChart.tell("migration", journal);
        assertThat(journal.count(READ, Outcome.WRONG) + journal.count(READ, Outcome.FAILED))
                .as("%s", journal)
                .isZero();
        assertThat(journal.count(START, Outcome.WRONG) + journal.count(START, Outcome.FAILED))
                .as("%s", journal)
                .isZero();
        assertThat(journal.count(LOGIN, Outcome.WRONG)).as("%s", journal).isZero();
        assertThat(journal.count(LOGIN, Outcome.RIGHT)).as("%s", journal).isPositive();
    }

    @Test
    @Scenario("D12")
    void nothingGrows() throws Exception {
        String unknown = "nobody-issued-";
        try (DualAuthleteApi api = Patience.with(emulators).build();
                Traffic traffic = reading(api)) {
            OAuth server = new OAuth(api);
            traffic.with("unknown", 1, number -> !server.isActive(unknown + number));
            pass(WHOLE.dividedBy(4));
            long heap = heapAfterCollection();
            int threads = Thread.activeCount();
            int connections = emulators.primary().counters().connections();
            pass(WHOLE.dividedBy(4).multipliedBy(3));

            LoadChart.tell("soak", traffic.journal());
            assertThat(heapAfterCollection()).isLessThan(heap + (64 << 20));
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 4);
            assertThat(emulators.primary().counters().connections()).isLessThanOrEqualTo(connections + 4);
            assertThat(traffic.journal().count(READ, Outcome.WRONG)).isZero();
        }
    }

    private Traffic reading(DualAuthleteApi api) {
        OAuth server = new OAuth(api);
        return new Traffic().with(READ, 3, number -> server.isActive(copied.get((int) (number % TOKENS))));
    }

    /** A user's line: what was just issued can be refreshed; where that is refused, the user has to log in again. */
    private boolean loggedInAndRefreshed(OAuth server) {
        OAuth.Tokens tokens = server.login(client);
        return server.refresh(client, tokens.refresh()).getAction() == TokenResponse.Action.OK;
    }

    private static void restart(AuthleteEmulator emulator) {
        Fault down = emulator.faults().refuseConnections();
        pass(WHOLE.dividedBy(12));
        emulator.restart();
        down.release();
    }

    /** Lets time pass, which is what a load test is made of. */
    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
