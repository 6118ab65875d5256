package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.StoreMonitor;
import dev.dualclient.custody.StoreUnavailableException;
import dev.dualclient.migration.Migrator;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.readiness.Check;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.migration.readiness.Verdict;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.EmulatedFacts;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration that is done, of which some evidence goes away afterwards: the answer is yes no more. */
@DualClientTest
class MissingEvidenceTest extends Scene {

    private static final ExternalFacts ID_TOKENS = new EmulatedFacts(Duration.ofHours(1));

    private DualAuthleteApi api;

    MissingEvidenceTest() {
        store = Stores.H2;
    }

    @BeforeEach
    void done() {
        api = node("node-one");
        new OAuth(emulators.secondaryApi()).login(client);
        emulators.migrator().runOnce();
        api.dualClient().stages().force(policy -> policy.withStage(Stage.DRAIN), "a test");
        pass(Duration.ofHours(25));
        assertThat(scanned().objections()).isEmpty();
    }

    private DualAuthleteApi node(String name) {
        return nodes.start(node -> node.readiness(
                        settings -> settings.withMigrator(Migrator.NONE).withAccept(Set.of("lists-expired")))
                .instance(name)
                .externalFacts(ID_TOKENS));
    }

    private void pass(Duration duration) {
        emulators.advance(duration);
        nodes.pass(duration);
        nodes.pass(Duration.ZERO);
    }

    private ReadinessReport scanned() {
        assertThat(api.readiness().scan()).isTrue();
        return api.readiness().report();
    }

    private static void cannotSay(ReadinessReport report, Check because, String why) {
        assertThat(report.verdict()).as(report.objections().toString()).isEqualTo(Verdict.CANNOT_SAY);
        assertThat(report.finding(because).text()).contains(why);
        assertThat(report.bound()).isNull();
    }

    @Test
    @Scenario("K7")
    void bothBackendsAreDown() {
        emulators.primary().faults().refuseConnections();
        emulators.secondary().faults().refuseConnections();
        cannotSay(scanned(), Check.Q11, "could not be read whole");

        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
        pass(Duration.ofMinutes(1));
        assertThat(scanned().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    @Scenario("K7")
    void aBackendThrottlesTheScan() {
        emulators
                .secondary()
                .faults()
                .on("auth-token-get-list")
                .answer(429, Map.of("Retry-After", "1"), "{\"resultCode\":\"A999\",\"resultMessage\":\"slow down\"}");
        assertThat(scanned().verdict()).isEqualTo(Verdict.CANNOT_SAY);
        emulators.secondary().faults().clear();
        assertThat(scanned().verdict()).isEqualTo(Verdict.SAFE);
    }

    @Test
    @Scenario("K7")
    void theClocksAreApart() {
        emulators.secondary().advance(Duration.ofSeconds(20));
        cannotSay(scanned(), Check.Q11, "the clock of the secondary is");
    }

    @Test
    @Scenario("K12")
    void theStoreHasLostItsData() throws SQLException {
        try (Connection connection = DriverManager.getConnection(nodes.space().address());
                Statement statement = connection.createStatement()) {
            for (String table : tables(statement)) {
                statement.executeUpdate("delete from \"" + table + '"');
            }
        }
        pass(Duration.ofSeconds(10));
        assertThat(api.dualClient().custodyState()).isEqualTo(StoreMonitor.State.LOST);
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> api.readiness().report())
                .withMessageContaining("has lost what it held");
        assertThatExceptionOfType(StoreUnavailableException.class)
                .isThrownBy(() -> api.dualClient()
                        .stages()
                        .change(policy -> policy.withStage(Stage.PRIMARY_ONLY), "it was safe"));
        assertThat(api.dualClient().stage()).isEqualTo(Stage.DRAIN);
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery(
                "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    @Test
    @Scenario("K11")
    void twoNodesAreToldToScanAtOnce() throws InterruptedException {
        DualAuthleteApi other = node("node-two");
        pass(Duration.ofSeconds(6));
        Fault held = emulators
                .secondary()
                .faults()
                .on("auth-token-get-list")
                .times(1)
                .hang();
        CompletableFuture<Boolean> first =
                CompletableFuture.supplyAsync(() -> api.readiness().scan(), task -> new Thread(task).start());
        assertThat(held.awaitHits(1, Patience.LONG)).isTrue();
        assertThat(other.readiness().scan())
                .as("the lists are read by one node at a time")
                .isFalse();
        held.release();
        assertThat(first.join()).isTrue();
        assertThat(other.readiness().report().objections()).isEmpty();
    }
}
