package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.KillConfirm;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.routing.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A revocation of which it is open for a while whose token it was about, or whether both backends have done it. */
@OnH2
class UnsettledRevocationTest extends Scene {

    private static final String LOOK_UP = "auth-introspection-standard";
    private static final String END = "auth-token-revoke";

    @ParameterizedTest
    @EnumSource(KillConfirm.class)
    @Scenario({"B7", "D5"})
    void aSecondaryThatHangsIsNotWaitedFor(KillConfirm confirm) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start(
                node -> node.killConfirm(confirm).killTimeout(Duration.ofSeconds(4))); // all else waits far longer
        Fault hang = emulators.secondary().faults().onAll().hang();
        if (confirm == KillConfirm.DURABLE) {
            replay.revoke(api, tokens.access(), "3/1"); // introspection and token list find the row, then both
        } else {
            AuthleteApiException late = Replay.unavailable(() -> new OAuth(api).revoke(client, tokens.access()));
            assertThat(late.getResponseHeaders()).containsKey("Retry-After");
        }
        assertThat(hang.hits()).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        hang.release();

        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
    }

    @Test
    void theTokensOfItsClientAreWatched() {
        Tokens tokens = replay.migrated();
        Tokens other = replay.atSecondary().login(client);
        TestClient neighbour = emulators.client().atBoth();
        Tokens spared = new Replay(emulators, neighbour).atSecondary().login(neighbour);
        DualAuthleteApi api = nodes.start();
        fail(LOOK_UP);
        costs("1/1", () -> Replay.unavailable(() -> new OAuth(api).revoke(client, tokens.access())));
        assertThat(emulators.calls().of("auth-revocation"))
                .as("left to the outbox, which looks up first")
                .hasToString("0/0");

        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        Replay.unavailable(() -> new OAuth(restarted).introspect(other.access()));
        replay.isActive(restarted, spared);
        heal();
        fail(END);
        emulators.mark();
        Replay.unavailable(() -> new OAuth(restarted).refresh(client, other.refresh()));
        assertThat(emulators.calls().of("auth-token")).hasToString("0/0");

        heal();
        Tokens next = replay.refreshed(restarted, other); // what was in its way is done first
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
        replay.isActive(nodes.restart(Stage.SECONDARY_FIRST), next);
    }

    @Test
    @Scenario("B25")
    void aStrangerTakesNothingAwayDuringAnOutage() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = emulators.client().atBoth();
        DualAuthleteApi api = nodes.start();
        emulators.secondary().faults().refuseConnections();
        assertThat(new OAuth(api).revoke(stranger, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK); // RFC 7009 section 2.2: of a token that nobody knows
        Replay.unavailable(() -> new OAuth(api).introspect(tokens.access()));
        emulators.secondary().faults().clear();

        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        DualAuthleteApi restarted = nodes.restart(Stage.PRIMARY_FIRST);
        assertThat(restarted.dualClient().outbox().rows()).isEmpty();
        Tokens next = replay.refreshed(restarted, tokens);
        emulators.migrator().runOnce();
        replay.isActive(nodes.restart(Stage.PRIMARY_ONLY), next);
    }

    @Test
    @Scenario("B25")
    void aStrangerIsRefused() {
        Tokens tokens = replay.atSecondary().login(client);
        TestClient stranger = emulators.client().atBoth();
        DualAuthleteApi api = nodes.start();
        assertThat(new OAuth(api).revoke(stranger, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.BAD_REQUEST);
        replay.isActive(api, tokens);
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        emulators.migrator().runOnce();
        for (Stage stage : Stage.values()) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        replay.revoke(nodes.restart(Stage.PRIMARY_FIRST), tokens.access(), "3/1"); // the owner's own counts
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
    }

    private void fail(String operation) {
        for (AuthleteEmulator backend : List.of(emulators.primary(), emulators.secondary())) {
            backend.faults().on(operation).answer(500);
        }
    }

    private void heal() {
        emulators.primary().faults().clear();
        emulators.secondary().faults().clear();
    }
}
