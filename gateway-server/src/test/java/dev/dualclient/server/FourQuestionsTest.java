package dev.dualclient.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dualclient.scenario.Scenario;
import dev.dualclient.server.Cutover.Told;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The four questions of an operator on the command line, at five moments of a migration; then 2.3 is really stopped. */
@Tag("apart")
class FourQuestionsTest {

    private static final Duration A_DAY = Duration.ofHours(25);

    private final Cutover cutover = new Cutover();

    @Test
    @Scenario({"K1", "K2", "K3", "H2"})
    void theyAreAnsweredAtFiveMoments() throws Exception {
        try (cutover) {
            TestClient shop = cutover.emulators.client().atSecondary();
            List<String> tokens = cutover.refreshed(shop, cutover.atSecondary(shop, 5));
            fresh();
            cutover.emulators.clientImport().all(Secrets.MIGRATED);
            cutover.emulators.migrator().runOnce();
            TestClient idle = cutover.emulators.client().atBoth();
            cutover.atSecondary(idle, 1);
            halfMigrated();

            TestClient odd = cutover.emulators.client().atBoth();
            cutover.emulators.primaryApi().updateClientSecret(odd.id(), "a-random-secret-of-3-0");
            withARandomSecret(odd);
            cutover.emulators.primaryApi().updateClientSecret(odd.id(), odd.secret());

            tokens = cutover.refreshed(shop, tokens);
            drainedWithOneIdleToken();
            cutover.emulators.migrator().runOnce();
            cutover.pass(A_DAY);
            done();

            change("{\"stage\": \"primary-only\", \"reason\": \"3.0 has everything\"}");
            cutover.emulators.secondary().faults().refuseConnections();
            assertThat(cutover.refreshed(shop, tokens)).hasSize(5).doesNotContainNull();
        }
    }

    private void change(String body) throws Exception {
        Told changed = cutover.operate("/dualclient/stage", body);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    private void fresh() {
        assertThat(cutover.run("preflight").text()).contains("service.issuer");
        assertThat(cutover.run("inventory", "--json").text()).contains("only-at-secondary");
        cutover.pass(Duration.ofMinutes(2)); // nodes share what they have counted from time to time
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(cutover.run("clients").status()).isEqualTo(1));
        Told readiness = readiness();
        assertThat(readiness.status()).as(readiness.text()).isEqualTo(1);
        assertThat(readiness.text()).startsWith("NOT_YET").contains("NOT_YET    Q1", "NOT_YET    Q3", "NOT_YET    Q7");
    }

    private void halfMigrated() {
        assertThat(cutover.run("inventory", "--json").text())
                .contains("\"same\"")
                .doesNotContain("only-at-secondary");
        assertThat(readiness().text()).contains("NOT_YET    Q3", "OK         Q7");
    }

    private void withARandomSecret(TestClient odd) {
        Told inventory = cutover.run("inventory", "--json");
        assertThat(inventory.text()).contains("secret-differs").doesNotContain(odd.secret());
        Told preflight = cutover.run("preflight");
        assertThat(preflight.text()).contains("clients.secret", String.valueOf(odd.id()));
    }

    private void drainedWithOneIdleToken() throws Exception {
        cutover.run("inventory"); // by which the nodes know that the secrets are equal
        change("{\"stage\": \"drain\", \"reason\": \"nothing new at 2.3\"}");
        Told finished = cutover.operate(
                "/dualclient/readiness", "{\"migratorFinished\": true, \"reason\": \"it copied nothing more\"}");
        assertThat(finished.status()).as(finished.text()).isEqualTo(200);
        cutover.pass(A_DAY);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Told readiness = readiness();
            assertThat(readiness.status()).isEqualTo(1);
            assertThat(readiness.text()).contains("NOT_YET    Q3", "1 living rows of 1 clients");
        });
    }

    private void done() {
        assertThat(cutover.run("preflight").status()).isNotEqualTo(1);
        assertThat(cutover.run("inventory", "--json").text()).doesNotContain("only-at-secondary", "secret-differs");
        Told clients = cutover.run("clients");
        assertThat(clients.status()).as(clients.text()).isZero();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> { // a scan of the server may still end, and be old
                            Told readiness = readiness();
                            assertThat(readiness.text()).startsWith("SAFE");
                            assertThat(readiness.status()).isZero();
                        });
    }

    private Told readiness() {
        return await().atMost(Duration.ofMinutes(1)) // the server may be about to scan by itself
                .until(
                        () -> cutover.run("readiness", "--scan"),
                        told -> !told.text().contains("another node reads"));
    }
}
