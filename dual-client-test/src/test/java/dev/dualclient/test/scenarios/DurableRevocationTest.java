package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.Outbox;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A revocation that one backend does not hear, where a durable store keeps it: done, and told that backend later. */
@OnDurableStores
class DurableRevocationTest extends Scene {

    private static final Duration LAG = CustodySettings.defaults().migratorLag();

    @Test
    @Scenario("B6")
    void whatTheSecondaryDidNotHearIsDone() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().onAll().answer(500);
        replay.revoke(api, tokens.access(), "3/1"); // introspection and token list find the row, then both

        replay.isInactive(api, tokens, "1/1"); // the secondary is told again, in vain
        for (Stage stage : Stage.values()) {
            replay.isInactive(nodes.restart(stage), tokens, "1/1");
        }
        emulators.secondary().faults().clear();
        assertThat(replay.atSecondary().isActive(tokens.access()))
                .as("its copy lives on")
                .isTrue();
        replay.refreshIsRefused(
                nodes.restart(Stage.SECONDARY_FIRST), tokens, "2/3"); // it is told before anybody is asked
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), tokens, "2/0", "1/0");
        }
    }

    @Test
    @Scenario("B6")
    void whatIsOwedIsDeliveredInTheBackground() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        replay.revoke(api, tokens.refresh(), "4/0");
        assertThat(api.dualClient().outbox().rows())
                .filteredOn(Outbox.Row::blocking)
                .extracting(Outbox.Row::side)
                .containsExactly(Side.SECONDARY);

        emulators.secondary().faults().clear();
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        costs("0/4", () -> nodes.pass(Duration.ofMinutes(1))); // whose it is, its row, its end
        assertThat(restarted.dualClient().outbox().rows()).noneMatch(Outbox.Row::blocking);
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        replay.isRefused(restarted, tokens, "2/0", "1/0");
    }

    @Test
    void whatThePrimaryDidNotHearIsDone() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().refuseConnections();
        replay.revoke(api, tokens.access(), "0/3");
        Replay.unavailable(() -> new OAuth(api).introspect("unknown"));

        emulators.primary().faults().clear();
        assertThat(replay.atPrimary().isActive(tokens.access()))
                .as("the primary knows nothing of it")
                .isTrue();
        replay.isInactive(nodes.restart(Stage.PRIMARY_FIRST), tokens, "4/0"); // whose it is, its row, its end; asked
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), tokens, "2/0", "1/0");
        }
    }

    @Test
    @Scenario("B28")
    void onePoisonKillTakesNothingElseAway() {
        Tokens poison = replay.atSecondary().login(client);
        Tokens other = replay.atSecondary().login(client);
        TestClient neighbour = registered().atSecondary();
        for (String revocation : List.of("auth-revocation", "auth-token-revoke")) {
            emulators.secondary().faults().on(revocation).answer(500);
        }
        replay.revoke(nodes.start(), poison.access(), "3/3");
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            DualAuthleteApi api = nodes.restart(stage);
            nodes.pass(Duration.ofMinutes(2));
            replay.isDead(api, poison);
            replay.isActive(api, other);
            other = replay.refreshed(api, other);
            replay.isActive(api, other);
            replay.isActive(api, new OAuth(api).login(neighbour));
            assertThat(api.dualClient().outbox().rows())
                    .filteredOn(Outbox.Row::blocking)
                    .singleElement()
                    .matches(row -> row.attempts() > 1);
        }
        assertThat(replay.atSecondary().isActive(poison.access())).isTrue();
    }

    @Test
    @Scenario("B8")
    void aLateCopyIsKilledAgain() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        replay.revoke(nodes.start(), tokens.access(), "3/3");
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(tokens.access())).isTrue();

        replay.isInactive(restarted, tokens, "3/0"); // read, kill, read
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        for (Stage stage : Stage.values()) {
            replay.isRefused(nodes.restart(stage), tokens, "2/0", "1/0");
        }
    }

    @Test
    @Scenario("B8")
    void aLateCopyThatNobodyPresentsIsKilledToo() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        replay.revoke(nodes.start(), tokens.access(), "3/3");
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);

        nodes.restart(Stage.PRIMARY_FIRST);
        costs("0/0", () -> nodes.pass(LAG.minusMinutes(1)));
        nodes.pass(Duration.ofMinutes(2));
        assertThat(emulators.calls()).hasToString("3/0"); // whose it is, its row, its end
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        emulators.mark();
        nodes.pass(LAG);
        assertThat(emulators.calls()).as("once").hasToString("0/0");
    }

    @Test
    @Scenario("B8")
    void aLateCopyIsKilledThoughTheSecondaryDidNotAnswer() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        emulators.secondary().faults().on("auth-revocation").afterProcessing().drop();
        new OAuth(nodes.start()).revoke(client, tokens.refresh());
        emulators.secondary().faults().clear();
        assertThat(emulators.migrator().write(snapshot)).isEqualTo(1);

        nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(Duration.ofMinutes(1)); // the secondary, asked again, shows the token no more
        nodes.pass(LAG.plusMinutes(1));
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
    }
}
