package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenResponse.Action;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in use while it is migrated, from the first stage to the last one and back. */
@OnH2
class MigrationInUseTest extends Scene {

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"SECONDARY_FIRST", "PRIMARY_FIRST"})
    @Scenario("A22")
    void aTokenIsActiveWhileItIsCopied(Stage stage) {
        OAuth server = new OAuth(nodes.start(stage));
        List<Tokens> tokens = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tokens.add(replay.atSecondary().login(client));
        }
        emulators.migrator().start(Duration.ofMillis(1), Duration.ZERO);
        long copied;
        do {
            copied = emulators.primaryApi().getTokenList().getTotalCount();
            assertThat(tokens).allMatch(each -> server.isActive(each.access()));
        } while (copied < tokens.size());
        emulators.migrator().stop();
    }

    @Test
    @Scenario("A23")
    void aClientWithARandomSecretAtThePrimaryIsAuthenticatedByTheSecondary() {
        TestClient imported = registered().atBothWithRandomSecret();
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.PRIMARY_FIRST)) { // the second time after a restart
            OAuth server = new OAuth(nodes.restart(stage));
            for (int i = 0; i < 2; i++) {
                costs(
                        "1/1",
                        () -> assertThat(server.clientCredentials(imported).getAction())
                                .isEqualTo(Action.OK));
            }
        }
    }

    @Test
    @Scenario("F6")
    void inTheLastStageTheSecondaryHearsOfNothingButKills() {
        DualAuthleteApi api = nodes.start(Stage.PRIMARY_ONLY);
        emulators.mark();
        Tokens first = new OAuth(api).login(client);
        Tokens second = replay.refreshed(api, first);
        replay.isActive(api, second);
        replay.isDead(api, first);
        assertThat(new OAuth(api).introspect("unknown").isExistent()).isFalse();
        assertThat(emulators.calls().secondary()).isEmpty();
        new OAuth(api).revoke(client, second.access());
        assertThat(emulators.calls().secondary()).containsOnlyKeys("auth-revocation");

        emulators.secondary().faults().refuseConnections();
        Tokens third = new OAuth(api).login(client);
        new OAuth(api).revoke(client, third.access());
        emulators.secondary().faults().clear();
        emulators.mark();
        nodes.pass(Duration.ofMinutes(1));
        assertThat(emulators.calls())
                .hasToString("0/3"); // whether it knows it, as alive or as expired, or hides it of a locked client
        replay.isDead(nodes.restart(Stage.SECONDARY_FIRST), third);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Scenario("F9")
    void everyStageCanBeSteppedBackFrom(boolean restarted) {
        List<Tokens> alive = new ArrayList<>();
        List<Tokens> dead = new ArrayList<>();
        List<Stage> way = new ArrayList<>(List.of(Stage.values()));
        List<Stage> back = new ArrayList<>(way.subList(0, way.size() - 1));
        Collections.reverse(back);
        way.addAll(back);
        DualAuthleteApi api = nodes.start(way.get(0));
        for (Stage stage : way) {
            emulators.migrator().runOnce();
            if (restarted) {
                api = nodes.restart(stage);
            } else {
                nodes.change(stage);
            }
            lives(api, alive, dead);
        }
    }

    /** Lets users come and go in a stage, when all that was before holds. */
    private void lives(DualAuthleteApi api, List<Tokens> alive, List<Tokens> dead) {
        alive.forEach(tokens -> replay.isActive(api, tokens));
        dead.forEach(tokens -> replay.isDead(api, tokens));

        Tokens used = new OAuth(api).login(client);
        alive.add(replay.refreshed(api, used));
        dead.add(used);
        Tokens revoked = new OAuth(api).login(client);
        new OAuth(api).revoke(client, revoked.access());
        dead.add(revoked);
        nodes.pass(Duration.ofMinutes(1));
        alive.forEach(tokens -> replay.isActive(api, tokens));
        dead.forEach(tokens -> replay.isDead(api, tokens));
    }
}
